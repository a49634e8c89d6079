/** Options of single faults, as the sandbox names them. */
type FaultOption = "retryAfter" | "location" | "forMs";

export interface KnownFault {
  readonly name: string;
  /** Whether the sandbox still carries out the request. */
  readonly takesEffect: boolean;
  /** The requests it applies to without --kind; absent for any. */
  readonly kind?: "writes";
  readonly options?: readonly FaultOption[];
  /** Short enough to fit in 80 columns beside the other cells. */
  readonly what: string;
}

const redirect = <Status extends number>(status: Status) =>
  ({
    name: `redirect-${status}`,
    takesEffect: false,
    options: ["location"],
    what: `${status} to another host (--location)`,
  }) as const;

/** Every fault of the sandbox; a test compares this with the sandbox's own table. */
const KNOWN_FAULTS = [
  {
    name: "refuse",
    takesEffect: false,
    options: ["forMs"],
    what: "connection refused for a while (--for 1s)",
  },
  { name: "reset-before", takesEffect: false, what: "connection reset instead of an answer" },
  { name: "reset-after", takesEffect: true, what: "connection reset instead of the answer" },
  { name: "reset-in-body", takesEffect: true, what: "connection reset in the middle of the body" },
  { name: "hang-before", takesEffect: false, what: "no answer, ever" },
  { name: "hang-after", takesEffect: true, what: "no answer, ever" },
  { name: "hang-in-body", takesEffect: true, what: "half of the body, then nothing more" },
  { name: "cut-json", takesEffect: true, what: "a whole answer whose JSON ends in the middle" },
  { name: "slow-drip", takesEffect: true, what: "the right answer, one byte each 100 ms" },
  { name: "huge", takesEffect: true, what: "the right answer and 50 MB of white space" },
  { name: "gzip-bomb", takesEffect: true, what: "300 kB of gzip that expand to 300 MB" },
  { name: "empty-200", takesEffect: true, what: "200 without a body" },
  { name: "empty-201", takesEffect: true, what: "201 without a body" },
  { name: "html-200", takesEffect: false, what: "200 with a sign-in page" },
  { name: "html-502", takesEffect: false, what: "502 with a gateway's page" },
  redirect(301),
  redirect(302),
  redirect(307),
  redirect(308),
  { name: "unauthorized-echo", takesEffect: false, what: "401 whose text repeats the key" },
  {
    name: "rate-limit",
    takesEffect: false,
    options: ["retryAfter"],
    what: "429 with Novu's headers (--retry-after 1)",
  },
  { name: "status-408", takesEffect: false, what: "408 Request Timeout" },
  { name: "status-425", takesEffect: false, what: "425 Too Early" },
  { name: "error-500", takesEffect: false, what: "500 with an errorId" },
  { name: "error-503", takesEffect: false, options: ["retryAfter"], what: "503 (--retry-after)" },
  { name: "replay-503", takesEffect: false, kind: "writes", what: "503 kept under the idempotency key" },
  {
    name: "conflict-409",
    takesEffect: false,
    kind: "writes",
    options: ["retryAfter"],
    what: "409, the key is in use (--retry-after 1)",
  },
  { name: "spurious-400", takesEffect: true, kind: "writes", what: "400 “not found” after the write" },
  { name: "wrong-message", takesEffect: false, kind: "writes", what: "201 replayed with another message" },
] as const satisfies readonly KnownFault[];

export type KnownFaultName = (typeof KNOWN_FAULTS)[number]["name"];

/** The list without the literal types. */
export const knownFaults: readonly KnownFault[] = KNOWN_FAULTS;

export const FAULT_NAMES: readonly KnownFaultName[] = KNOWN_FAULTS.map(({ name }) => name);

/** The hint for an unknown name. */
export const FAULT_LIST_HINT = "novu-msg sandbox fault --list says what each does. Nothing was sent.";

export const faultOptionsOf = (name: string): readonly FaultOption[] =>
  knownFaults.find((fault) => fault.name === name)?.options ?? [];
