/** What is to be known of a fault of the sandbox without running it. */
export interface SandboxFault {
  /** Whether the request is executed nevertheless, which a client must find out before it reports a write as failed. */
  readonly takesEffect: boolean;
  /** The requests it applies to if none are given; absent for any. */
  readonly kind?: "writes";
  readonly options?: readonly ("retryAfter" | "location" | "forMs")[];
  /** Short enough to fit in 80 columns beside the other cells. */
  readonly what: string;
}

export const SANDBOX_FAULTS = {
  refuse: { takesEffect: false, options: ["forMs"], what: "connection refused for a while (--for 1s)" },
  "reset-before": { takesEffect: false, what: "connection reset instead of a response" },
  "reset-after": { takesEffect: true, what: "connection reset instead of the response" },
  "reset-in-body": { takesEffect: true, what: "connection reset in the middle of the body" },
  "hang-before": { takesEffect: false, what: "no response, ever" },
  "hang-after": { takesEffect: true, what: "no response, ever" },
  "hang-in-body": { takesEffect: true, what: "half of the body, then nothing" },
  "cut-json": { takesEffect: true, what: "a complete response whose JSON is cut off" },
  "slow-drip": { takesEffect: true, what: "the right response, one byte per 100 ms" },
  huge: { takesEffect: true, what: "the right response and 50 MB of white space" },
  "gzip-bomb": { takesEffect: true, what: "300 kB of gzip that expand to 300 MB" },
  "empty-200": { takesEffect: true, what: "200 without a body" },
  "empty-201": { takesEffect: true, what: "201 without a body" },
  "html-200": { takesEffect: false, what: "200 with a sign-in page" },
  "html-502": { takesEffect: false, what: "502 with a gateway's page" },
  "redirect-301": { takesEffect: false, options: ["location"], what: "301 to another host (--location)" },
  "redirect-302": { takesEffect: false, options: ["location"], what: "302 to another host (--location)" },
  "redirect-307": { takesEffect: false, options: ["location"], what: "307 to another host (--location)" },
  "redirect-308": { takesEffect: false, options: ["location"], what: "308 to another host (--location)" },
  "unauthorized-echo": { takesEffect: false, what: "401 with the key in its text" },
  "rate-limit": {
    takesEffect: false,
    options: ["retryAfter"],
    what: "429 with Novu's headers (--retry-after 1)",
  },
  "status-408": { takesEffect: false, what: "408 Request Timeout" },
  "status-425": { takesEffect: false, what: "425 Too Early" },
  "error-500": { takesEffect: false, what: "500 with an errorId" },
  "error-503": { takesEffect: false, options: ["retryAfter"], what: "503 (--retry-after)" },
  "replay-503": { takesEffect: false, kind: "writes", what: "503, replayed for the idempotency key" },
  "conflict-409": {
    takesEffect: false,
    kind: "writes",
    options: ["retryAfter"],
    what: "409, key in use (--retry-after 1)",
  },
  "spurious-400": { takesEffect: true, kind: "writes", what: "400 “not found”, although it was written" },
  "wrong-message": { takesEffect: false, kind: "writes", what: "201 replay with another message" },
} as const satisfies Readonly<Record<string, SandboxFault>>;

type SandboxFaultName = keyof typeof SANDBOX_FAULTS;

export const SANDBOX_FAULT_NAMES = Object.keys(SANDBOX_FAULTS) as readonly SandboxFaultName[];
