import type { ExitCode } from "../../src/failures/exit-codes.js";
import type { Sent } from "../../src/failures/failure.js";
import type { FaultName } from "../../src/sandbox/sandbox.js";
import type { FaultedCommand } from "./faulted-commands.js";

/** How a command must end if a fault makes it fail. */
interface Ending {
  readonly exit: ExitCode;
  readonly codes: readonly string[];
  readonly sent: readonly Sent[];
  /**
   * Which requests are retried: none, because the response is final; all, because nothing was executed; or those that
   * may be executed twice.
   */
  readonly retry: "none" | "all" | "repeatable";
}

/** Exit codes as documented in docs/exit-codes.md. Writes are retried only if that cannot apply them twice. */
const ENDINGS = {
  "connection refused": { exit: 7, codes: ["E_CONNECT"], sent: ["no"], retry: "all" },
  "incomplete response": {
    exit: 7,
    codes: ["E_NETWORK", "E_TIMEOUT"],
    sent: ["unknown"],
    retry: "repeatable",
  },
  // A success that can't be read was still applied, so the request is not repeated.
  "unreadable response": { exit: 12, codes: ["E_ANSWER", "E_NOT_NOVU"], sent: ["yes"], retry: "none" },
  // Compressed although not requested, or larger than any response of Novu: not read to its end.
  "oversized response": {
    exit: 12,
    codes: ["E_ANSWER_ENCODING", "E_ANSWER_SIZE"],
    sent: ["yes"],
    retry: "none",
  },
  redirect: { exit: 12, codes: ["E_REDIRECT"], sent: ["no"], retry: "none" },
  "key refused": { exit: 4, codes: ["E_UNAUTHORIZED"], sent: ["no"], retry: "none" },
  "rate limited": { exit: 9, codes: ["E_RATE_LIMIT"], sent: ["no"], retry: "all" },
  "in progress": { exit: 6, codes: ["E_IDEMPOTENCY"], sent: ["unknown"], retry: "all" },
  "too early": { exit: 6, codes: ["E_REJECTED"], sent: ["no"], retry: "repeatable" },
  "too slow": { exit: 6, codes: ["E_REJECTED"], sent: ["unknown"], retry: "repeatable" },
  "server error": { exit: 9, codes: ["E_SERVER"], sent: ["unknown"], retry: "repeatable" },
  "wrong message": { exit: 12, codes: ["E_MISMATCH", "E_ANSWER"], sent: ["yes"], retry: "none" },
  "spurious not found": {
    exit: 5,
    codes: ["E_WRONG_SUBSCRIBER"],
    sent: ["yes"],
    retry: "none",
  },
} as const satisfies Readonly<Record<string, Ending>>;

/** `fine` means that the command succeeds. */
const KIND_OF: Readonly<Record<FaultName, keyof typeof ENDINGS | "fine">> = {
  refuse: "connection refused",
  "reset-before": "incomplete response",
  "reset-after": "incomplete response",
  "reset-in-body": "incomplete response",
  "hang-before": "incomplete response",
  "hang-after": "incomplete response",
  "hang-in-body": "incomplete response",
  "slow-drip": "incomplete response",
  "cut-json": "unreadable response",
  "empty-200": "unreadable response",
  "empty-201": "unreadable response",
  "html-200": "unreadable response",
  huge: "oversized response",
  "gzip-bomb": "oversized response",
  "redirect-301": "redirect",
  "redirect-302": "redirect",
  "redirect-307": "redirect",
  "redirect-308": "redirect",
  "unauthorized-echo": "key refused",
  "rate-limit": "rate limited",
  "conflict-409": "in progress",
  "status-408": "too slow",
  "status-425": "too early",
  "html-502": "server error",
  "error-500": "server error",
  "error-503": "server error",
  "replay-503": "server error",
  "wrong-message": "wrong message",
  "spurious-400": "spurious not found",
};

const ONLY_FOR_WRITES: ReadonlySet<FaultName> = new Set([
  "replay-503",
  "conflict-409",
  "spurious-400",
  "wrong-message",
]);

const MAX_ATTEMPTS = 5;

interface Expected {
  readonly ending: Ending | undefined;
  /** Additional requests compared with a run without faults; with an ending, all requests. */
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
  const isTriggered = command.isWrite || !ONLY_FOR_WRITES.has(name);
  if (!isTriggered || kind === "fine") return FINE;
  // For raw requests, any success is passed on to the user.
  if (command.isRaw && SUCCESSES.has(kind)) return FINE;
  // After this 400, which only the action route returns without cause, the message is read back.
  if (kind === "spurious not found" && command.readsBack) return { ...FINE, requests: 1 };
  const ending: Ending = ENDINGS[kind];
  if (!isRepeated(ending, command)) return { ending, requests: requestsFor(kind, command) };
  // Requests to a closed port are not counted.
  const counts = kind !== "connection refused";
  if (times === "forever") return { ending, requests: counts ? MAX_ATTEMPTS : 0 };
  // The second attempt finds that the first one was executed.
  if (command.deletesMessage && takesEffect) return { ending: ALREADY_DELETED, requests: 2 };
  return { ...FINE, requests: counts ? 1 : 0 };
};

/** After a replayed response, the stored message is read twice, because lists can lag. */
const requestsFor = (kind: keyof typeof ENDINGS, { readsAfterReplay = false }: FaultedCommand): number =>
  kind === "wrong message" && readsAfterReplay ? 3 : 1;

const isRepeated = ({ retry }: Ending, { isOnce = false }: FaultedCommand): boolean =>
  retry === "all" || (retry === "repeatable" && !isOnce);

const SUCCESSES: ReadonlySet<string> = new Set(["unreadable response", "wrong message"]);

const ALREADY_DELETED: Ending = { exit: 5, codes: ["E_MESSAGE"], sent: ["unknown"], retry: "none" };
