import { type ExitCode, type ExitName, exitCodeOf } from "./exit-codes.js";
import { FAILURE_CODES, type FailureCode } from "./failure-codes.js";

/**
 * Whether the failed write took effect. `no`: it was not sent, or Novu refused it. `yes`: Novu took it. `unknown`: it may have
 * taken effect, because no answer came back or the server failed while handling it. It says nothing for a read.
 */
export type Sent = "no" | "yes" | "unknown";

/** A command the user can run next, word by word. `when` says in which case; it is absent for the first choice. */
export interface NextStep {
  readonly words: readonly string[];
  readonly when?: string;
}

/** The HTTP response that caused a failure. Headers and the query are left out: they could hold a secret. */
interface HttpDetails {
  readonly status: number;
  readonly method: string;
  readonly path: string;
  readonly retryAfter?: string;
}

/** A wrong word on the command line and its replacement, from which the corrected line is built. */
interface Correction {
  readonly wrong: string;
  readonly right: string;
}

/** Words that make the same command line work, such as `--yes`. */
interface Addition {
  readonly words: readonly string[];
  /** Options to remove together with their values, such as `--transaction`. */
  readonly without?: readonly string[];
  /** The word of the line to insert `words` before. Default: the end of the line. */
  readonly before?: string;
  /** The word of the line that `words` replace, in place of an insertion. */
  readonly replaces?: string;
  readonly when?: string;
}

export interface FailureInfo {
  /** Whole sentences, one per line: why it failed, and what was or was not done. */
  readonly hint?: readonly string[];
  readonly next?: readonly NextStep[];
  /** Several for words that changed places. */
  readonly correction?: Correction | readonly Correction[] | undefined;
  readonly addition?: Addition | undefined;
  /** Several additions that would each work; only the user knows which one is meant. */
  readonly alternatives?: readonly Addition[];
  /** For E_INPUT: the inputs that interactive mode can ask for. */
  readonly missing?: MissingInput;
  readonly sent?: Sent;
  readonly http?: HttpDetails;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
  /** Set when a signal ended the run. Without it the code decides the exit. */
  readonly exitOverride?: ExitName | undefined;
}

/** Failures with these exits occur before anything is sent, unless `info.sent` says otherwise. */
const BEFORE_SENDING: ReadonlySet<ExitName> = new Set(["usage", "config", "auth", "guard", "interrupted"]);

/** The inputs that interactive mode can ask for. */
export type InputKind =
  | "subscriber"
  | "message"
  | "button"
  | "status"
  | "condition"
  | "profile"
  | "new profile"
  | "mark"
  | "snooze time"
  | "shell"
  | "method"
  | "path";

/** An input that a command requires. */
export interface RequiredInput {
  readonly kind: InputKind;
  /** As the usage line shows it: `<messageId>`, `--status <done|pending>`. */
  readonly usage: string;
  /** The option that takes it. Absent for a positional. */
  readonly flag?: string;
}

/** The required inputs that a command line lacks, in the order to ask for them, and the ones that it has. */
interface MissingInput {
  readonly wanted: readonly RequiredInput[];
  readonly given: Readonly<Partial<Record<InputKind, string>>>;
}

/** The only error class of this program. It is thrown where the cause is known and printed by cli/report.ts. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: FailureCode;
  readonly info: FailureInfo;

  constructor(code: FailureCode, message: string, info: FailureInfo = {}) {
    super(message, { cause: info.cause });
    this.code = code;
    this.info = info;
  }

  get exit(): ExitName {
    return this.info.exitOverride ?? FAILURE_CODES[this.code].exit;
  }

  get exitCode(): ExitCode {
    return exitCodeOf(this.exit);
  }

  get sent(): Sent {
    return this.info.sent ?? (BEFORE_SENDING.has(FAILURE_CODES[this.code].exit) ? "no" : "unknown");
  }
}

/** Adds a line to the hint of a failure; returns any other error unchanged. */
export const addHint = (error: unknown, position: "first" | "last", line: string): unknown => {
  if (!(error instanceof Failure)) return error;
  const { hint = [] } = error.info;
  return new Failure(error.code, error.message, {
    ...error.info,
    hint: position === "first" ? [line, ...hint] : [...hint, line],
  });
};
