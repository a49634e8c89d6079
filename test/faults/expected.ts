import type { ExitCode } from "../../src/failures/exit-codes.js";
import type { Sent } from "../../src/failures/failure.js";
import type { FaultName } from "../../src/sandbox/sandbox.js";
import type { FaultedCommand } from "./faulted-commands.js";

/** What a command that a fault keeps from its end has to say. */
interface Ending {
  readonly exit: ExitCode;
  readonly codes: readonly string[];
  readonly sent: readonly Sent[];
  /**
   * For which requests another try can help: for none, because the answer is final; for all, because it says
   * that nothing was carried out; for those that may be made twice.
   */
  readonly again: "none" | "all" | "repeatable";
}

/** Exit codes as docs/exit-codes.md promises them. Writes are retried only if that cannot apply them twice. */
const ENDINGS = {
  "nobody there": { exit: 7, codes: ["E_CONNECT"], sent: ["no"], again: "all" },
  "no whole answer": {
    exit: 7,
    codes: ["E_NETWORK", "E_TIMEOUT"],
    sent: ["unknown"],
    again: "repeatable",
  },
  // A success that cannot be read was still applied, so the request is not repeated.
  "not understood": { exit: 12, codes: ["E_ANSWER", "E_NOT_NOVU"], sent: ["yes"], again: "none" },
  // Compressed without being asked to, or larger than anything that Novu sends: not read to its end.
  "too much": { exit: 12, codes: ["E_ANSWER_ENCODING", "E_ANSWER_SIZE"], sent: ["yes"], again: "none" },
  elsewhere: { exit: 12, codes: ["E_REDIRECT"], sent: ["yes"], again: "none" },
  "key refused": { exit: 4, codes: ["E_UNAUTHORIZED"], sent: ["yes"], again: "none" },
  "slow down": { exit: 9, codes: ["E_RATE_LIMIT"], sent: ["yes"], again: "all" },
  "in progress": { exit: 6, codes: ["E_IDEMPOTENCY"], sent: ["yes"], again: "all" },
  "too early": { exit: 6, codes: ["E_REJECTED"], sent: ["yes"], again: "repeatable" },
  "too slow": { exit: 6, codes: ["E_REJECTED"], sent: ["yes", "unknown"], again: "repeatable" },
  "server's trouble": { exit: 9, codes: ["E_SERVER"], sent: ["unknown"], again: "repeatable" },
  "another's message": { exit: 12, codes: ["E_MISMATCH", "E_ANSWER"], sent: ["yes"], again: "none" },
  "not found, says the server": {
    exit: 5,
    codes: ["E_WRONG_SUBSCRIBER"],
    sent: ["yes"],
    again: "none",
  },
} as const satisfies Readonly<Record<string, Ending>>;

/** `fine` is an answer that only patience is needed for. */
const KIND_OF: Readonly<Record<FaultName, keyof typeof ENDINGS | "fine">> = {
  refuse: "nobody there",
  "reset-before": "no whole answer",
  "reset-after": "no whole answer",
  "reset-in-body": "no whole answer",
  "hang-before": "no whole answer",
  "hang-after": "no whole answer",
  "hang-in-body": "no whole answer",
  "slow-drip": "no whole answer",
  "cut-json": "not understood",
  "empty-200": "not understood",
  "empty-201": "not understood",
  "html-200": "not understood",
  huge: "too much",
  "gzip-bomb": "too much",
  "redirect-301": "elsewhere",
  "redirect-302": "elsewhere",
  "redirect-307": "elsewhere",
  "redirect-308": "elsewhere",
  "unauthorized-echo": "key refused",
  "rate-limit": "slow down",
  "conflict-409": "in progress",
  "status-408": "too slow",
  "status-425": "too early",
  "html-502": "server's trouble",
  "error-500": "server's trouble",
  "error-503": "server's trouble",
  "replay-503": "server's trouble",
  "wrong-message": "another's message",
  "spurious-400": "not found, says the server",
};

const ONLY_FOR_WRITES: ReadonlySet<FaultName> = new Set([
  "replay-503",
  "conflict-409",
  "spurious-400",
  "wrong-message",
]);

const TRIES = 5;

export interface Expected {
  readonly ending: Ending | undefined;
  /** Beyond what the command asks for where nothing strikes; with an ending, altogether. */
  readonly requests: number;
}

const FINE: Expected = { ending: undefined, requests: 0 };

export const expectedOf = (
  name: FaultName,
  command: FaultedCommand,
  times: 1 | "forever",
  takesEffect: boolean,
): Expected => {
  const kind = KIND_OF[name];
  const isStruck = command.isWrite || !ONLY_FOR_WRITES.has(name);
  if (!isStruck || kind === "fine") return FINE;
  // Whoever wrote the request makes of a success what they will.
  if (command.isRaw && SUCCESSES.has(kind)) return FINE;
  // The message is read back after this 400, which only the action route gives without cause.
  if (kind === "not found, says the server" && command.readsBack) return { ...FINE, requests: 1 };
  const ending: Ending = ENDINGS[kind];
  if (!isRepeated(ending, command)) return { ending, requests: requestsFor(kind, command) };
  // A shut port lets no request in to be counted.
  const counts = kind !== "nobody there";
  if (times === "forever") return { ending, requests: counts ? TRIES : 0 };
  // The second try finds the first one's work done.
  if (command.isGoneAfterwards && takesEffect) return { ending: GONE, requests: 2 };
  return { ...FINE, requests: counts ? 1 : 0 };
};

/** A replayed answer has the stored message read twice: a list can be behind. */
const requestsFor = (kind: keyof typeof ENDINGS, { readsAfterReplay = false }: FaultedCommand): number =>
  kind === "another's message" && readsAfterReplay ? 3 : 1;

const isRepeated = ({ again }: Ending, { isOnce = false }: FaultedCommand): boolean =>
  again === "all" || (again === "repeatable" && !isOnce);

const SUCCESSES: ReadonlySet<string> = new Set(["not understood", "another's message"]);

const GONE: Ending = { exit: 5, codes: ["E_MESSAGE"], sent: ["unknown"], again: "none" };
