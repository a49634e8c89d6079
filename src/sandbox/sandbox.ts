import type { ArmedFault, FaultInput } from "./faults/fault.js";
import type { FaultName } from "./faults/fault-table.js";
import type { RateLimit } from "./server/token-bucket.js";

export type ServerVersion = "3.15" | "2.0";
export type ButtonType = "primary" | "secondary";

export interface SandboxOptions {
  readonly server?: ServerVersion;
  readonly port?: number;
  /** Each key is an environment of its own in one organization; default: one random key. */
  readonly keys?: readonly string[];
  readonly idempotency?: boolean;
  readonly rateLimit?: RateLimit;
  /** Armed from the start. */
  readonly faults?: readonly FaultInput[];
  readonly now?: () => number;
  readonly onRequest?: (entry: LoggedRequest) => void;
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

export interface SeedInput {
  readonly subscriberId?: string;
  readonly workflow?: string;
  readonly payload?: object;
  readonly count?: number;
  readonly key?: string;
  readonly createdAt?: number;
  readonly content?: string;
  readonly labels?: { readonly primary?: string; readonly secondary?: string };
}

export interface SeededMessage {
  readonly messageId: string;
  readonly transactionId: string;
  readonly subscriberId: string;
  readonly workflow: string;
}

export interface Sandbox {
  readonly url: string;
  readonly port: number;
  readonly keys: readonly string[];
  /** Newest last. */
  readonly requests: readonly LoggedRequest[];
  seed(input?: SeedInput): SeededMessage[];
  /** The person in the Inbox. */
  click(messageId: string, button: ButtonType): void;
  remove(messageId: string): void;
  /** Makes it misbehave. @throws Error for a fault that does not exist or cannot be meant so */
  fault(input: FaultInput): ArmedFault;
  /** In the order of arming, with how often each has struck. */
  faults(): readonly ArmedFault[];
  /** Settles when also a port that was closed is open again. */
  clearFaults(): Promise<number>;
  close(): Promise<void>;
}
