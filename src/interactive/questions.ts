import { SHELLS } from "../completion/shell-script.js";
import { Failure, type InputKind } from "../failures/failure.js";
import { ACTION_CONDITIONS, type ActionStatus, BUTTONS, type Button } from "../model/action.js";
import { buttonsText } from "../model/buttons.js";
import { relativeTime } from "../model/durations.js";
import { HTTP_METHODS } from "../model/http-method.js";
import { MARKS, type Message } from "../model/message.js";
import { normalizedMessageId, notAMessageId } from "../model/message-id.js";
import { matchesText, type Subscriber } from "../model/subscriber.js";
import type { Novu } from "../novu/novu.js";
import { BACK, type Choice, type Search } from "../prompts/prompts.js";
import { nameProblem } from "./address.js";
import type { Step } from "./wizard.js";
import { type Answers, selectFrom, type WizardContext } from "./wizard-context.js";

interface MessageChoice {
  readonly id: string;
  /** Undefined if only an ID was typed. */
  readonly message: Message | undefined;
}

/** Small enough for a quick first page. */
const PAGE_SIZE = 50;
/** Reading more pages would take too long; beyond them, an ID or e-mail address can be typed. */
const MAX_PAGES = 20;

type SubscriberReader = Pick<Novu, "subscriber" | "subscriberPages" | "matchingSubscribers">;

const withValue = (answers: Answers, kind: InputKind, value: string): Answers => ({
  ...answers,
  values: { ...answers.values, [kind]: value },
});

/** Offers recent subscribers first, then those of Novu. Any ID can be typed. */
const askSubscriber =
  (wizardContext: WizardContext): Step<Answers> =>
  async (answers) => {
    const { novu } = await wizardContext.open(answers);
    const { subscribers: recent } = await (await wizardContext.recents()).read();
    const subscriber = await wizardContext.prompts.select({
      message: "Subscriber",
      search: subscriberSearch(novu, recent),
      typed: (text) => {
        const id = text.trim();
        return id === "" ? undefined : { value: id, name: `use “${id}” as the ID`, short: id };
      },
      none: "no such subscriber in this environment",
    });
    return subscriber === BACK ? BACK : withValue(answers, "subscriber", subscriber);
  };

const STATUS_CHOICES: readonly Choice<ActionStatus>[] = [
  { value: "done", name: "done: as if the person pressed it", short: "done" },
  { value: "pending", name: "pending: as if nobody pressed it", short: "pending" },
];

const askStatus =
  ({ prompts }: WizardContext): Step<Answers> =>
  async (answers) => {
    const status = await prompts.select(
      selectFrom(`Set ${answers.values.button ?? "it"} to`, STATUS_CHOICES),
    );
    return status === BACK ? BACK : withValue(answers, "status", status);
  };

/** Offers messages, newest first. Typed text filters them; a typed message ID can be used directly. */
const askMessage =
  (wizardContext: WizardContext): Step<Answers> =>
  async (answers) => {
    const { novu } = await wizardContext.open(answers);
    const { subscriber } = answers.values;
    const chosen = await wizardContext.prompts.select<MessageChoice>({
      message: subscriber === undefined ? "Message" : `Message of ${subscriber}`,
      search: messageSearch(novu, subscriber, wizardContext.now),
      typed: (text) => {
        const id = normalizedMessageId(text.trim());
        return notAMessageId(id) === undefined
          ? { value: { id, message: undefined }, name: `use ${id} as the ID`, short: id }
          : undefined;
      },
      none: "no such message",
    });
    if (chosen === BACK) return BACK;
    const { message: _earlier, ...rest } = withValue(answers, "message", chosen.id);
    return chosen.message === undefined ? rest : { ...rest, message: chosen.message };
  };

const askWord =
  (kind: InputKind, message: string, words: readonly string[]) =>
  ({ prompts }: WizardContext): Step<Answers> =>
  async (answers) => {
    const word = await prompts.select(
      selectFrom(
        message,
        words.map((value) => ({ value, name: value })),
      ),
    );
    return word === BACK ? BACK : withValue(answers, kind, word);
  };

const askText =
  (kind: InputKind, message: string) =>
  ({ prompts }: WizardContext): Step<Answers> =>
  async (answers) => {
    const text = await prompts.text({
      message,
      problem: (given) => (given.trim() === "" ? "This can't be empty" : undefined),
    });
    return text === BACK ? BACK : withValue(answers, kind, text.trim());
  };

/** Asked only for a snooze, so it can follow the question for the mark. */
const askSnoozeTime = (wizardContext: WizardContext): Step<Answers> => {
  const ask = askText("snooze time", "Snooze until, such as 2h or 2026-12-24T06:00")(wizardContext);
  return async (answers) => ((answers.values.mark ?? "snoozed") === "snoozed" ? ask(answers) : undefined);
};

/** Offers the buttons with label and state. A button that the message lacks is disabled. */
const askButton =
  (wizardContext: WizardContext): Step<Answers> =>
  async (answers) => {
    const message = answers.message ?? (await findMessage(wizardContext, answers));
    const button = await wizardContext.prompts.select(selectFrom("Button", choicesOf(message)));
    if (button === BACK) return BACK;
    const next = withValue(answers, "button", button);
    return message === undefined ? next : { ...next, message };
  };

/** Fetches a message that was typed as an ID. */
const findMessage = async (
  { open, output }: WizardContext,
  answers: Answers,
): Promise<Message | undefined> => {
  const { subscriber, message } = answers.values;
  if (subscriber === undefined || message === undefined) return undefined;
  const { novu } = await open(answers);
  const search = await output.during("reading the message", novu.findMessage(subscriber, message));
  return search.found?.message;
};

const choicesOf = (message: Message | undefined): Choice<Button>[] =>
  BUTTONS.map((value) => {
    const button = message?.buttons.find(({ type }) => type === value);
    if (message === undefined) return { value, name: value };
    if (button === undefined)
      return { value, name: value, disabled: "this message doesn't have that button" };
    const state =
      message.answer.button === value && message.answer.status !== undefined
        ? ` · ${message.answer.status}`
        : "";
    return { value, name: `${value}: ${button.label}${state}` };
  });

/** Offers the stored profiles, the active one first. */
export const askProfile =
  ({ prompts, profiles }: WizardContext): Step<Answers> =>
  async (answers) => {
    const state = await (await profiles()).read();
    const names = Object.keys(state.profiles).sort(
      (a, b) => Number(b === state.active) - Number(a === state.active) || a.localeCompare(b),
    );
    const choices = names.map((name): Choice<string> => {
      const profile = state.profiles[name];
      const details = [
        profile?.environment?.name,
        profile?.apiUrl,
        name === state.active ? "active" : undefined,
      ];
      return { value: name, name, detail: details.filter((detail) => detail !== undefined).join(" · ") };
    });
    const name = await prompts.select({
      ...selectFrom("Profile", choices),
      none: "no such profile",
    });
    return name === BACK ? BACK : withValue(answers, "profile", name);
  };

const askNewProfile =
  ({ prompts }: WizardContext): Step<Answers> =>
  async (answers) => {
    const name = await prompts.text({
      message: "Name of the profile",
      problem: nameProblem,
    });
    return name === BACK ? BACK : withValue(answers, "new profile", name);
  };

/** The question for each kind of input. */
export const QUESTIONS: Readonly<Record<InputKind, (wizardContext: WizardContext) => Step<Answers>>> = {
  subscriber: askSubscriber,
  message: askMessage,
  button: askButton,
  status: askStatus,
  condition: askWord("condition", "Check whether it is", ACTION_CONDITIONS),
  profile: askProfile,
  "new profile": askNewProfile,
  mark: askWord("mark", "Mark as", MARKS),
  "snooze time": askSnoozeTime,
  shell: askWord("shell", "Shell", SHELLS),
  method: askWord("method", "Method", HTTP_METHODS),
  path: askText("path", "Path, such as /v1/environments/me"),
};

/** Finds a subscriber's messages, newest first, by title, workflow, button label or ID. */
const messageSearch = (
  novu: Pick<Novu, "messagePages">,
  subscriberId: string | undefined,
  now: () => number,
): Search<MessageChoice> =>
  async function* (term, signal) {
    const query = term.trim().toLowerCase();
    for await (const { messages } of novu.messagePages({ subscriberId, pageSize: PAGE_SIZE, signal })) {
      const found = messages.flatMap(({ message }) => messageChoice(message, now()));
      yield found.filter(({ name, detail, value }) =>
        `${name} ${detail} ${value.id}`.toLowerCase().includes(query),
      );
    }
  };

const messageChoice = (message: Message, now: number): Choice<MessageChoice>[] => {
  const { id, title, workflow, createdAt } = message;
  if (id === undefined) return [];
  const age = createdAt === undefined ? undefined : relativeTime(createdAt, now);
  const detail = [buttonsText(message) || "no buttons", workflow, age].filter(Boolean).join(" · ");
  return [{ value: { id, message }, name: title || "no title", detail, description: id }];
};

/**
 * Yields exact matches first, so that Enter selects a subscriber whose ID was typed in full. Then come recent subscribers,
 * and then all others that contain the typed text.
 */
const subscriberSearch = (novu: SubscriberReader, recent: readonly string[]): Search<string> =>
  async function* (term, signal) {
    const query = term.trim();
    const isNew = trackSeen();
    const recents = recent
      .filter((id) => id.toLowerCase().includes(query.toLowerCase()))
      .map((id) => ({ value: id, name: id, detail: "recent" }));
    try {
      const named = query === "" ? [] : await subscribersNamed(novu, query, signal);
      yield [...named, ...recents].filter(({ value }) => isNew(value));
    } catch (error) {
      yield recents;
      throw error;
    }
    let pagesRead = 0;
    for await (const { subscribers } of novu.subscriberPages({ signal })) {
      const fitting = subscribers.filter(({ subscriber }) => query === "" || matchesText(subscriber, query));
      yield fitting
        .flatMap(({ subscriber }) => subscriberChoice(subscriber))
        .filter(({ value }) => isNew(value));
      pagesRead += 1;
      if (pagesRead === MAX_PAGES) return;
    }
  };

/** The subscriber with this ID, then those with the text in name, e-mail address or phone number. */
const subscribersNamed = async (
  novu: SubscriberReader,
  text: string,
  signal: AbortSignal,
): Promise<Choice<string>[]> => {
  const [byId, others] = await Promise.all([
    novu.subscriber(text, signal).catch(noneIfUnknown),
    novu.matchingSubscribers(text, { signal }),
  ]);
  return [...(byId === undefined ? [] : [byId]), ...others].flatMap(({ subscriber }) =>
    subscriberChoice(subscriber),
  );
};

const noneIfUnknown = (error: unknown): undefined => {
  const isUnknown = error instanceof Failure && (error.code === "E_SUBSCRIBER" || error.code === "E_ID");
  if (!isUnknown) throw error;
};

const trackSeen = (): ((id: string) => boolean) => {
  const seen = new Set<string>();
  return (id) => !seen.has(id) && seen.add(id).has(id);
};

const subscriberChoice = ({ subscriberId, name, email }: Subscriber): Choice<string>[] =>
  subscriberId === undefined
    ? []
    : [{ value: subscriberId, name: subscriberId, detail: [name, email].filter(Boolean).join(" · ") }];
