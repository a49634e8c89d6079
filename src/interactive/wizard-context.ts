import type { Connected, Context } from "../context/context.js";
import type { InputKind } from "../failures/failure.js";
import type { Environment } from "../model/environment.js";
import type { Message } from "../model/message.js";
import type { Choice, Prompts, SelectQuestion as Question } from "../prompts/prompts.js";

/** A client whose key Novu has accepted, and its environment. */
export interface VerifiedClient extends Connected {
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
