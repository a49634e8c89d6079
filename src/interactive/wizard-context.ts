import type { Connected, Context } from "../context/context.js";
import type { InputKind } from "../failures/failure.js";
import type { Environment } from "../model/environment.js";
import type { Message } from "../model/message.js";
import type { Choice, Prompts, SelectQuestion as Question } from "../prompts/prompts.js";

/** A client whose key Novu has accepted, and its environment. */
interface VerifiedClient extends Connected {
  readonly environment: Environment;
}

/** What the questions use. */
export interface WizardContext extends Pick<Context, "output" | "profiles" | "recents" | "now" | "env"> {
  readonly prompts: Prompts;
  /** The client for the chosen profile, or for the run's own. Each is opened once. */
  readonly open: (answers: Answers) => Promise<VerifiedClient>;
}

/** The inputs so far, typed on the line or answered. */
export interface Answers {
  readonly values: Readonly<Partial<Record<InputKind, string>>>;
  /** The chosen profile, which is used for the further questions. */
  readonly profile?: string;
  /** The chosen message, if it was fetched. */
  readonly message?: Message;
  /** Options for the payload, as words of the command line. */
  readonly payload: readonly string[];
  /** Whether replacing or taking back the other button's answer was confirmed. */
  readonly isOverwriteConfirmed?: boolean;
}

/** A question with a few fixed answers, filtered by what is typed. */
export const selectFrom = <Value>(message: string, choices: readonly Choice<Value>[]): Question<Value> => ({
  message,
  search: async function* (term) {
    const query = term.toLowerCase();
    yield choices.filter(({ name }) => name.toLowerCase().includes(query));
  },
});

/**
 * Opens each profile's key only once, since a key command may ask for a fingerprint. A failed attempt is repeated, since a
 * profile may have been added in the meantime.
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

/** Opens each profile's client once, and checks at once that Novu accepts the key. */
export const createClientOpener = ({
  connect,
  output,
}: Pick<Context, "connect" | "output">): WizardContext["open"] => {
  const opened = new Map<string | undefined, Promise<VerifiedClient>>();
  const open = async (profile: string | undefined): Promise<VerifiedClient> => {
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
