/** What a fault can be told beyond where and how often, by the names the sandbox has for it. */
type FaultOption = "retryAfter" | "location" | "forMs";

interface KnownFault {
  readonly name: string;
  /** The request is carried out all the same. */
  readonly takesEffect: boolean;
  readonly takes?: readonly FaultOption[];
  readonly what: string;
}

/** Every fault of the sandbox; a test holds this against the sandbox's own table. */
export const KNOWN_FAULTS = [
  {
    name: "refuse",
    takesEffect: false,
    takes: ["forMs"],
    what: "the port is closed for a while (--for, 1s): connection refused",
  },
  { name: "reset-before", takesEffect: false, what: "connection reset instead of an answer" },
  { name: "reset-after", takesEffect: true, what: "connection reset instead of the answer" },
  { name: "reset-in-body", takesEffect: true, what: "connection reset in the middle of the body" },
  { name: "hang-before", takesEffect: false, what: "no answer, ever" },
  { name: "hang-after", takesEffect: true, what: "no answer, ever" },
  { name: "hang-in-body", takesEffect: true, what: "half of the body, then nothing more" },
  { name: "cut-json", takesEffect: true, what: "a whole answer whose JSON ends in the middle" },
  { name: "slow-drip", takesEffect: true, what: "the right answer, one byte each 100 ms" },
  { name: "huge", takesEffect: true, what: "the right answer, followed by 50 MB of white space" },
  { name: "gzip-bomb", takesEffect: true, what: "300 kB of gzip that expand to 300 MB" },
  { name: "empty-200", takesEffect: true, what: "200 without a body" },
  { name: "empty-201", takesEffect: true, what: "201 without a body" },
  { name: "html-200", takesEffect: false, what: "200 with a sign-in page" },
  { name: "html-502", takesEffect: false, what: "502 with a gateway's page" },
  {
    name: "redirect-301",
    takesEffect: false,
    takes: ["location"],
    what: "301 to another host (--location)",
  },
  {
    name: "redirect-302",
    takesEffect: false,
    takes: ["location"],
    what: "302 to another host (--location)",
  },
  {
    name: "redirect-307",
    takesEffect: false,
    takes: ["location"],
    what: "307 to another host (--location)",
  },
  {
    name: "redirect-308",
    takesEffect: false,
    takes: ["location"],
    what: "308 to another host (--location)",
  },
  { name: "unauthorized-echo", takesEffect: false, what: "401 whose text repeats the key that was sent" },
  {
    name: "rate-limit",
    takesEffect: false,
    takes: ["retryAfter"],
    what: "429 with Novu's headers (--retry-after, 1)",
  },
  { name: "status-408", takesEffect: false, what: "408 Request Timeout" },
  { name: "status-425", takesEffect: false, what: "425 Too Early" },
  { name: "error-500", takesEffect: false, what: "500 with an errorId" },
  { name: "error-503", takesEffect: false, takes: ["retryAfter"], what: "503 (--retry-after, none)" },
  {
    name: "replay-503",
    takesEffect: false,
    what: "503 kept under the idempotency key; writes unless --kind says otherwise",
  },
  {
    name: "conflict-409",
    takesEffect: false,
    takes: ["retryAfter"],
    what: "409, the key is in use just now (--retry-after, 1); writes unless --kind says otherwise",
  },
  {
    name: "spurious-400",
    takesEffect: true,
    what: "400 “not found” after the write; writes unless --kind says otherwise",
  },
  {
    name: "wrong-message",
    takesEffect: false,
    what: "201 replayed with another message; writes unless --kind says otherwise",
  },
] as const satisfies readonly KnownFault[];

export type KnownFaultName = (typeof KNOWN_FAULTS)[number]["name"];

export const FAULT_NAMES: readonly KnownFaultName[] = KNOWN_FAULTS.map(({ name }) => name);

/** Beside a name that is none of them. */
export const SEE_FAULTS = "novu-msg sandbox fault --list says what each does. Nothing was sent.";

export const takesOf = (name: string): readonly FaultOption[] => {
  const faults: readonly KnownFault[] = KNOWN_FAULTS;
  return faults.find((fault) => fault.name === name)?.takes ?? [];
};
