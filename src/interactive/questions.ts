import { SHELLS } from "../completion/shell-script.js";
import type { InputKind } from "../failures/failure.js";
import { ACTION_CONDITIONS, type ActionStatus, BUTTONS, type Button } from "../model/action.js";
import { HTTP_METHODS } from "../model/http-method.js";
import { MARKS, type Message } from "../model/message.js";
import { isMessageId } from "../model/message-id.js";
import { BACK, type Choice } from "../prompts/prompts.js";
import { nameProblem } from "./address.js";
import { type MessageChoice, messageSearch } from "./search-messages.js";
import { subscriberSearch } from "./search-subscribers.js";
import type { Step } from "./wizard.js";
import { type Answers, selectFrom, type WizardContext, withValue } from "./wizard-context.js";

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
        return id === "" ? undefined : { value: id, name: `use “${id}” as the id`, short: id };
      },
      none: "this environment has no such subscriber",
    });
    return subscriber === BACK ? BACK : withValue(answers, "subscriber", subscriber);
  };

const STATUS_CHOICES: readonly Choice<ActionStatus>[] = [
  { value: "done", name: "done: as if somebody had pressed it", short: "done" },
  { value: "pending", name: "pending: as if nobody had pressed it", short: "pending" },
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
        const id = text.trim().toLowerCase();
        return isMessageId(id)
          ? { value: { id, message: undefined }, name: `use ${id} as the id`, short: id }
          : undefined;
      },
      none: "there is no such message",
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
      problem: (given) => (given.trim() === "" ? "Something has to stand here" : undefined),
    });
    return text === BACK ? BACK : withValue(answers, kind, text.trim());
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
  const search = await output.during("looking at the message", novu.findMessage(subscriber, message));
  return search.found?.message;
};

const choicesOf = (message: Message | undefined): Choice<Button>[] =>
  BUTTONS.map((value) => {
    const button = message?.buttons.find(({ type }) => type === value);
    if (message === undefined) return { value, name: value };
    if (button === undefined) return { value, name: value, disabled: "this message has no such button" };
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
  condition: askWord("condition", "Is it", ACTION_CONDITIONS),
  profile: askProfile,
  "new profile": askNewProfile,
  mark: askWord("mark", "Mark as", MARKS),
  shell: askWord("shell", "Shell", SHELLS),
  method: askWord("method", "Method", HTTP_METHODS),
  path: askText("path", "Path, such as /v1/environments/me"),
};
