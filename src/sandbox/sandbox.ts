/// <reference lib="esnext.disposable" preserve="true" />
import { createSandbox as start } from "./start-sandbox.js";

// The public entry point `novu-msg/sandbox`. Only its declarations are published, so its types import no other file.

export type ServerVersion = "3.19" | "3.15" | "2.0";
export type ButtonType = "primary" | "secondary";

export interface SandboxOptions {
  /** Default `3.19`. */
  readonly server?: ServerVersion;
  /** On 127.0.0.1; default, or for 0: a free port. */
  readonly port?: number;
  /** Each key has its own environment in one organization; default: one random key. */
  readonly keys?: readonly string[];
  /** Initial content of the first key's environment, also after `reset`. Validated like a seed file. */
  readonly seed?: Seed;
  /** Replay responses by idempotency key, as Novu Cloud can. */
  readonly idempotency?: boolean;
  readonly rateLimit?: RateLimit;
  /** ms until a triggered message appears, as with a slow worker; default 0. */
  readonly deliverAfter?: number;
  /** Armed initially, and again after `reset`. */
  readonly faults?: readonly FaultInput[];
  /** ms since the epoch; default `Date.now`. */
  readonly now?: () => number;
  readonly onRequest?: (entry: LoggedRequest) => void;
}

export type RateCategory = "configuration" | "global" | "trigger";

export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
  /** Categories whose limit differs from `requests`. */
  readonly categories?: Readonly<Partial<Record<RateCategory, number>>>;
}

export interface LoggedRequest {
  readonly method: string;
  /** As on the wire: percent-encoded, with the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The sent status; 0 if a fault sent none. */
  readonly status: number;
  /** The fault that the request triggered. */
  readonly fault?: FaultName;
}

/** Content for a sandbox, as in a seed file (docs/sandbox-seed.schema.json). */
export interface Seed {
  readonly $schema?: string;
  readonly subscribers?: readonly SeedSubscriber[];
  readonly messages?: readonly SeedMessage[];
}

/** The given fields are added to an existing subscriber. */
export interface SeedSubscriber {
  readonly subscriberId: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly avatar?: string;
  readonly locale?: string;
}

export interface SeedMessage {
  /** 24 hexadecimal digits; default: a new ID. */
  readonly messageId?: string;
  /** `approval` (Approve, Reject), `single` (OK), `notice`; on 3.x the same with `-v2`. Default `approval`. */
  readonly workflow?: string;
  /** Default `sub-1`. */
  readonly subscriberId?: string;
  /** Made up when left out. */
  readonly transactionId?: string;
  /** The title; not on 2.0. Default: that of the workflow. */
  readonly subject?: string;
  /** Default: that of the workflow, with values from `payload`. */
  readonly content?: string;
  /** Labels of the workflow's buttons. */
  readonly labels?: { readonly primary?: string; readonly secondary?: string };
  /** Where the message leads. Default: that of the workflow. */
  readonly redirect?: SeedRedirect;
  /** The payload of the trigger. */
  readonly payload?: object;
  /** The workflow's own data, which v2 lists and the Inbox show and filter by. */
  readonly data?: object;
  /** Address of a picture. */
  readonly avatar?: string;
  /** Default `none`. */
  readonly severity?: Severity;
  readonly tags?: readonly string[];
  /** `type:id`, such as `tenant:acme`. */
  readonly contextKeys?: readonly string[];
  /** The stored answer; default: none. */
  readonly answer?: SeedAnswer;
  readonly seen?: boolean;
  /** Default: whether there is an answer. */
  readonly read?: boolean;
  readonly archived?: boolean;
  /** RFC 3339, or ms since the epoch; default: not snoozed. */
  readonly snoozedUntil?: string | number;
  /** RFC 3339, or ms since the epoch; default now. */
  readonly createdAt?: string | number;
  /** Instead of `createdAt`: `90s`, `5m`, `2h`, `3d`. */
  readonly ago?: string;
  /** Number of such messages; default 1. */
  readonly count?: number;
}

export type Severity = "high" | "medium" | "low" | "none";

export interface SeedRedirect {
  readonly url: string;
  /** `_self`, `_blank`, `_parent`, `_top` or `_unfencedTop`. */
  readonly target?: string;
}

export interface SeedAnswer {
  readonly button: ButtonType;
  /** `pending` is a reverted answer; default `done`. */
  readonly status?: "done" | "pending";
  readonly payload?: object;
}

export interface SeededMessage {
  readonly messageId: string;
  readonly transactionId: string;
  readonly subscriberId: string;
  readonly workflow: string;
}

/** The current state of a message. */
export interface SandboxMessage extends SeededMessage {
  readonly subject?: string;
  readonly content: string;
  readonly payload: object;
  readonly buttons: readonly { readonly type: ButtonType; readonly label: string }[];
  /** The answer that both buttons share, with any stored strings; absent if none was written. */
  readonly answer?: { readonly button: string; readonly status?: string; readonly payload?: unknown };
  readonly seen: boolean;
  readonly read: boolean;
  readonly archived: boolean;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** `novu-msg sandbox fault --list` describes each. */
export type FaultName =
  | "refuse"
  | "reset-before"
  | "reset-after"
  | "reset-in-body"
  | "hang-before"
  | "hang-after"
  | "hang-in-body"
  | "cut-json"
  | "slow-drip"
  | "huge"
  | "gzip-bomb"
  | "empty-200"
  | "empty-201"
  | "html-200"
  | "html-502"
  | "redirect-301"
  | "redirect-302"
  | "redirect-307"
  | "redirect-308"
  | "unauthorized-echo"
  | "rate-limit"
  | "status-408"
  | "status-425"
  | "error-500"
  | "error-503"
  | "replay-503"
  | "conflict-409"
  | "spurious-400"
  | "wrong-message";

export type RequestKind = "any" | "reads" | "writes";

export interface FaultOptions {
  /** Sent unchanged; except `+5`, an HTTP date five seconds ahead. */
  readonly retryAfter?: string;
  /** Sent unchanged. */
  readonly location?: string;
  /** How long the port stays closed. */
  readonly forMs?: number;
}

/** A fault to arm: its name, how often, and for which requests. */
export interface FaultInput extends FaultOptions {
  readonly name: FaultName;
  /** How many matching requests trigger it; default 1, or `forever` with a probability. */
  readonly times?: number | "forever";
  /** How many matching requests pass first. */
  readonly skip?: number;
  readonly method?: string;
  /** Prefix of the path, as on the wire. */
  readonly path?: string;
  /** A regular expression that the path with its query must match. */
  readonly pattern?: string | RegExp;
  readonly kind?: RequestKind;
  /** From 0 to 1, for each matching request independently. */
  readonly probability?: number;
  /** The same seed selects the same requests; default: a random one, returned in `ArmedFault`. */
  readonly seed?: number;
}

/** An armed fault with its defaults, and how often it was triggered. */
export interface ArmedFault extends FaultOptions {
  readonly name: FaultName;
  readonly takesEffect: boolean;
  readonly times: number | "forever";
  readonly skip: number;
  readonly method?: string;
  readonly path?: string;
  readonly pattern?: string;
  readonly kind: RequestKind;
  readonly probability?: number;
  readonly seed?: number;
  readonly struck: number;
}

/**
 * A running sandbox. Invalid input is rejected with an Error whose `code` is `ERR_SANDBOX_INPUT`; its message has one
 * line for each problem.
 */
export interface Sandbox extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, for NOVU_API_URL. */
  readonly url: string;
  readonly port: number;
  /** The first of `keys`, for NOVU_SECRET_KEY. */
  readonly key: string;
  readonly keys: readonly string[];
  /** Newest last; always the same array. */
  readonly requests: readonly LoggedRequest[];
  /** Adds one or more messages to the environment of `key`; default: the first. */
  seed(what?: (SeedMessage | Seed) & { readonly key?: string }): SeededMessage[];
  /** The messages of an environment, oldest first; default: the first environment. */
  messages(key?: string): SandboxMessage[];
  /** Presses a button as a person in the Inbox would. */
  press(messageId: string, button: ButtonType): void;
  /** Deletes a message. */
  remove(messageId: string): void;
  /** Arms a fault. */
  fault(input: FaultInput): ArmedFault;
  /** The armed faults in the order of arming, with how often each was triggered. */
  faults(): readonly ArmedFault[];
  /** Returns how many there were. Resolves after a closed port is open again. */
  clearFaults(): Promise<number>;
  /** Restores the initial state: same URL and keys, initial seed and faults, no logged requests. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a sandbox, a local stand-in for the Novu API, on loopback. Rejects with Node's error if the port is taken. */
export const startSandbox: (options?: SandboxOptions) => Promise<Sandbox> = start;
