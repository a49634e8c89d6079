import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { FaultOptions, RateCategory, RateLimit, RequestKind } from "../sandbox.js";
import type { Timers } from "../timers.js";
import type { World } from "../world.js";

export interface WireAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** One request that a fault strikes, and what the fault may use. */
export interface Trigger {
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
  readonly play: (trigger: Trigger) => number;
}

/** The request is carried out; then this comes in place of its answer. */
interface FaultAfterwards extends FaultFacts {
  readonly takesEffect: true;
  readonly play: (trigger: Trigger, real: WireAnswer) => number;
}

export type RequestFault = FaultInstead | FaultAfterwards;

/** No request gets so far as to be struck: there is nobody to connect to. */
interface PortFault extends FaultFacts {
  readonly takesEffect: false;
  readonly closesPort: true;
}

export type Fault = RequestFault | PortFault;

export const closesPort = (fault: Fault): fault is PortFault => "closesPort" in fault;
