/// <reference lib="esnext.disposable" preserve="true" />
import { createSandbox } from "./create-sandbox.js";

// The public door, `novu-msg/sandbox`. Its declarations are published alone, so its types refer to no other file.

export type ServerVersion = "3.15" | "2.0";
export type ButtonType = "primary" | "secondary";

export interface SandboxOptions {
  /** Default `3.15`. */
  readonly server?: ServerVersion;
  /** On 127.0.0.1; a free one when left out or 0. */
  readonly port?: number;
  /** Each key is an environment of its own in one organization; default: one random key. */
  readonly keys?: readonly string[];
  /** What it holds from the start, and again after `reset`, for the first key. Checked like a file. */
  readonly seed?: Seed;
  /** Remember answers by idempotency key, as Novu's cloud can. */
  readonly idempotency?: boolean;
  readonly rateLimit?: RateLimit;
  /** Armed from the start, and again after `reset`. */
  readonly faults?: readonly FaultInput[];
  /** ms since the epoch; default `Date.now`. */
  readonly now?: () => number;
  readonly onRequest?: (entry: LoggedRequest) => void;
}

export type RateCategory = "configuration" | "global" | "trigger";

export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
  /** Where a category's number differs from `requests`. */
  readonly categories?: Readonly<Partial<Record<RateCategory, number>>>;
}

export interface LoggedRequest {
  readonly method: string;
  /** As on the wire: percent-encoded, with the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** As sent; 0 when a fault sent none. */
  readonly status: number;
  /** What struck it. */
  readonly fault?: FaultName;
}

/** What a sandbox is to hold: the contents of a seed file (docs/sandbox-seed.schema.json). */
export interface Seed {
  readonly $schema?: string;
  readonly subscribers?: readonly SeedSubscriber[];
  readonly messages?: readonly SeedMessage[];
}

/** One of these that is known already is told more. */
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
  /** 24 hexadecimal digits; made up when left out. */
  readonly messageId?: string;
  /** `approval` (Approve, Reject), `single` (OK), `notice`; on 3.15 the same with `-v2`. Default `approval`. */
  readonly workflow?: string;
  /** Default `sub-1`. */
  readonly subscriberId?: string;
  /** Made up when left out. */
  readonly transactionId?: string;
  /** The title; 2.0 has none. Default: the workflow's. */
  readonly subject?: string;
  /** Default: the workflow's, filled in from `payload`. */
  readonly content?: string;
  /** What the buttons say; a workflow's buttons are given. */
  readonly labels?: { readonly primary?: string; readonly secondary?: string };
  /** What the message was triggered with. */
  readonly payload?: object;
  /** The button that was pressed; left out, nobody has. */
  readonly answer?: SeedAnswer;
  readonly seen?: boolean;
  /** Default: whether there is an answer. */
  readonly read?: boolean;
  readonly archived?: boolean;
  /** RFC 3339, or ms since the epoch; default now. */
  readonly createdAt?: string | number;
  /** Instead of `createdAt`: `90s`, `5m`, `2h`, `3d`. */
  readonly ago?: string;
  /** So many of them; default 1. */
  readonly count?: number;
}

export interface SeedAnswer {
  readonly button: ButtonType;
  /** `pending` is an answer taken back; default `done`. */
  readonly status?: "done" | "pending";
  readonly payload?: object;
}

export interface SeededMessage {
  readonly messageId: string;
  readonly transactionId: string;
  readonly subscriberId: string;
  readonly workflow: string;
}

/** A message as it stands. */
export interface SandboxMessage extends SeededMessage {
  readonly subject?: string;
  readonly content: string;
  readonly payload: object;
  readonly buttons: readonly { readonly type: ButtonType; readonly label: string }[];
  /** The one answer that both buttons share, in whatever words it was written; absent: never written. */
  readonly answer?: { readonly button: string; readonly status?: string; readonly payload?: unknown };
  readonly seen: boolean;
  readonly read: boolean;
  readonly archived: boolean;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** `novu-msg sandbox fault --list` says what each does. */
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
  /** As it is sent; `+5` is an HTTP date five seconds ahead. */
  readonly retryAfter?: string;
  /** As it is sent. */
  readonly location?: string;
  /** How long the port stays closed. */
  readonly forMs?: number;
}

/** A fault to arm: which, how often, and for which requests. */
export interface FaultInput extends FaultOptions {
  readonly name: FaultName;
  /** How many of the matching requests it strikes; default 1, and `forever` with a probability. */
  readonly times?: number | "forever";
  /** How many matching requests it lets through first. */
  readonly skip?: number;
  readonly method?: string;
  /** How the path begins, as on the wire. */
  readonly path?: string;
  /** A regular expression that the path with its query has to match. */
  readonly pattern?: string | RegExp;
  readonly kind?: RequestKind;
  /** From 0 to 1, for each matching request by itself. */
  readonly probability?: number;
  /** The same seed strikes the same requests; one is made up, and told, when absent. */
  readonly seed?: number;
}

/** A fault as it was armed, with the defaults filled in, and how often it has struck. */
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
 * A running one. What cannot be meant is refused with an Error whose `code` is `ERR_SANDBOX_INPUT`; its message
 * has a line for each thing that is wrong.
 */
export interface Sandbox extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, for NOVU_API_URL. */
  readonly url: string;
  readonly port: number;
  /** The first of `keys`, for NOVU_SECRET_KEY. */
  readonly key: string;
  readonly keys: readonly string[];
  /** Newest last; the same array all the time. */
  readonly requests: readonly LoggedRequest[];
  /** A message or several; `key` says into which environment, the first when left out. */
  seed(what?: (SeedMessage | Seed) & { readonly key?: string }): SeededMessage[];
  /** What an environment holds, oldest first; the first one's when no key is given. */
  messages(key?: string): SandboxMessage[];
  /** The person in the Inbox presses a button. */
  click(messageId: string, button: ButtonType): void;
  /** Deletes a message. */
  remove(messageId: string): void;
  /** Makes it misbehave. */
  fault(input: FaultInput): ArmedFault;
  /** In the order of arming, with how often each has struck. */
  faults(): readonly ArmedFault[];
  /** Gives how many there were. Settles when also a port that was closed is open again. */
  clearFaults(): Promise<number>;
  /** As after the start: same address and keys, its seed and faults there again, no request logged. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a stand-in for the Novu API on loopback. Rejects with Node's own error when the port is taken. */
export const startSandbox: (options?: SandboxOptions) => Promise<Sandbox> = createSandbox;
