import { type ExitCode, type ExitName, exitCodeOf } from "./exit-codes.js";
import { FAILURE_CODES, type FailureCode } from "./failure-codes.js";

/**
 * What became of the request that failed: `no`, it did not leave; `yes`, Novu answered it; `unknown`, it may
 * have had its effect: nothing came back, or Novu failed on the way.
 */
export type Sent = "no" | "yes" | "unknown";

/** A command the user can run next, word by word. `when` says in which case; absent for the one to try first. */
export interface NextStep {
  readonly words: readonly string[];
  readonly when?: string;
}

/** What the HTTP answer behind a failure was; never a header or a query that could hold a secret. */
export interface HttpDetails {
  readonly status: number;
  readonly method: string;
  readonly path: string;
  readonly retryAfter?: string;
}

/** One wrong word on the command line and the right one, so the whole line can be shown mended. */
export interface Correction {
  readonly wrong: string;
  readonly right: string;
}

/** Words that make the same command line work, such as `--yes`. */
export interface Addition {
  readonly words: readonly string[];
  /** Options that have to go for it, with their values, such as `--transaction`. */
  readonly without?: readonly string[];
  /** The word of the line they go in front of; at the end when left out. */
  readonly before?: string;
  readonly when?: string;
}

export interface FailureInfo {
  /** Why, and what was or was not done: whole sentences, one per line. */
  readonly hint?: readonly string[];
  readonly next?: readonly NextStep[];
  readonly correction?: Correction | undefined;
  readonly addition?: Addition | undefined;
  /** Several ways to go on with the same line, of which only the user knows the right one. */
  readonly alternatives?: readonly Addition[];
  /** For E_INPUT: what a person, if there is one, could be asked for. */
  readonly missing?: MissingInput;
  readonly sent?: Sent;
  readonly http?: HttpDetails;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
  /** The exit where a signal ended the run; else the code says it. */
  readonly ending?: ExitName | undefined;
}

/** Failures of these kinds are found before anything is sent, unless they say otherwise. */
const BEFORE_SENDING: ReadonlySet<ExitName> = new Set(["usage", "config", "auth", "guard", "interrupted"]);

/** What a person can be asked for. */
export type InputKind =
  | "subscriber"
  | "message"
  | "button"
  | "status"
  | "condition"
  | "profile"
  | "new profile"
  | "mark"
  | "shell"
  | "method"
  | "path";

/** One thing a command cannot do without. */
export interface RequiredInput {
  readonly kind: InputKind;
  /** How usage writes it: `<messageId>`, `--status <done|pending>`. */
  readonly usage: string;
  /** The option that takes it, where it cannot be given by place. */
  readonly flag?: string;
}

/** What a command line lacks, in the order in which it is to be asked for, and what it has of the same. */
export interface MissingInput {
  readonly wanted: readonly RequiredInput[];
  readonly given: Readonly<Partial<Record<InputKind, string>>>;
}

/** Everything that can go wrong, made where the knowledge is and printed in one place (cli/report). */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: FailureCode;
  readonly info: FailureInfo;

  constructor(code: FailureCode, message: string, facts: FailureInfo = {}) {
    super(message, { cause: facts.cause });
    this.code = code;
    this.info = facts;
  }

  get exit(): ExitName {
    return this.info.ending ?? FAILURE_CODES[this.code].exit;
  }

  get exitCode(): ExitCode {
    return exitCodeOf(this.exit);
  }

  get sent(): Sent {
    return this.info.sent ?? (BEFORE_SENDING.has(FAILURE_CODES[this.code].exit) ? "no" : "unknown");
  }
}

/** The same failure with one more line, known further out; anything else as it is. */
export const addHint = (error: unknown, place: "first" | "last", line: string): unknown => {
  if (!(error instanceof Failure)) return error;
  const { hint = [] } = error.info;
  return new Failure(error.code, error.message, {
    ...error.info,
    hint: place === "first" ? [line, ...hint] : [...hint, line],
  });
};
