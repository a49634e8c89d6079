import type { Connected, Context } from "../context/context.js";
import type { InputKind } from "../failures/failure.js";
import type { Environment } from "../model/environment.js";
import type { Message } from "../model/message.js";
import type { Choice, Prompts, SelectQuestion as Question } from "../prompts/prompts.js";

/** A client whose key Novu has accepted, and the environment it opens. */
interface Opened extends Connected {
  readonly environment: Environment;
}

/** What the questions need of the run. */
export interface WizardContext extends Pick<Context, "output" | "profiles" | "recents" | "now" | "env"> {
  readonly prompts: Prompts;
  /** The client for the profile that was answered, or the run's own; each is opened once. */
  readonly open: (answers: Answers) => Promise<Opened>;
}

/** What is known so far: typed on the line, or answered. */
export interface Answers {
  readonly values: Readonly<Partial<Record<InputKind, string>>>;
  /** The profile to ask with, where one was chosen. */
  readonly profile?: string;
  /** The chosen message, where it was seen. */
  readonly message?: Message;
  /** Words for the payload. */
  readonly payload: readonly string[];
  /** Whether somebody agreed to replace, or take back, the other button's answer. */
  readonly isOverwriting?: boolean;
}

/** A question with a few fixed answers; what is typed narrows them. */
export const selectFrom = <Value>(message: string, choices: readonly Choice<Value>[]): Question<Value> => ({
  message,
  search: async function* (term) {
    const wanted = term.toLowerCase();
    yield choices.filter(({ name }) => name.toLowerCase().includes(wanted));
  },
});

/**
 * Opens each profile's key once, however many questions need it: a key command can ask for a fingerprint. What
 * failed is tried anew, since a profile may have been added meanwhile.
 */
export const connectOnce = ({ connect }: Pick<Context, "connect">): Context["connect"] => {
  const connected = new Map<string | undefined, ReturnType<Context["connect"]>>();
  return ({ profile } = {}) => {
    const known = connected.get(profile) ?? connect(profile === undefined ? {} : { profile });
    connected.set(profile, known);
    known.catch(() => connected.delete(profile));
    return known;
  };
};

/** Opens each profile's client once, and finds out at once whether Novu accepts the key. */
export const createOpener = ({
  connect,
  output,
}: Pick<Context, "connect" | "output">): WizardContext["open"] => {
  const opened = new Map<string | undefined, Promise<Opened>>();
  const open = async (profile: string | undefined): Promise<Opened> => {
    const connected = await connect(profile === undefined ? {} : { profile });
    const environment = await output.during("asking Novu", connected.novu.environment());
    return { ...connected, environment };
  };
  return ({ profile }) => {
    const known = opened.get(profile) ?? open(profile);
    opened.set(profile, known);
    return known;
  };
};

export const withValue = (answers: Answers, kind: InputKind, value: string): Answers => ({
  ...answers,
  values: { ...answers.values, [kind]: value },
});
