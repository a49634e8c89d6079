import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { RateCategory, RateLimit } from "../server/token-bucket.js";
import type { Timers } from "../timers.js";
import type { World } from "../world.js";
import type { FaultName } from "./fault-table.js";

export type RequestKind = "any" | "reads" | "writes";

/** What a fault can be told beyond where and how often. */
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

export interface WireAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** One request that a fault strikes, and what the fault may use. */
export interface Strike {
  readonly world: World;
  readonly timers: Timers;
  readonly options: FaultOptions;
  readonly rateLimit: RateLimit | undefined;
  readonly category: RateCategory;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly outgoing: ServerResponse;
}

interface FaultFacts {
  /** The requests it is for unless said otherwise; default any. */
  readonly kind?: RequestKind;
  readonly takes?: readonly (keyof FaultOptions)[];
}

/** The request is not carried out. `play` gives the status it sends, 0 for none. */
interface FaultInstead extends FaultFacts {
  readonly takesEffect: false;
  readonly play: (strike: Strike) => number;
}

/** The request is carried out; then this comes in place of its answer. */
interface FaultAfterwards extends FaultFacts {
  readonly takesEffect: true;
  readonly play: (strike: Strike, real: WireAnswer) => number;
}

export type RequestFault = FaultInstead | FaultAfterwards;

/** No request gets so far as to be struck: there is nobody to connect to. */
interface PortFault extends FaultFacts {
  readonly takesEffect: false;
  readonly closesPort: true;
}

export type Fault = RequestFault | PortFault;

export const closesPort = (fault: Fault): fault is PortFault => "closesPort" in fault;
