import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { FaultOptions, RateCategory, RateLimit, RequestKind } from "../sandbox.js";
import type { ServerState } from "../server-state.js";
import type { Timers } from "../timers.js";

export interface WireResponse {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** One request that triggers a fault, with what the fault needs. */
export interface Trigger {
  readonly serverState: ServerState;
  readonly timers: Timers;
  readonly options: FaultOptions;
  readonly rateLimit: RateLimit | undefined;
  readonly category: RateCategory;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly outgoing: ServerResponse;
}

interface FaultBase {
  /** The default of `FaultInput.kind`; `any` if absent. */
  readonly kind?: RequestKind;
  readonly options?: readonly (keyof FaultOptions)[];
}

/** The request is not executed. `send` returns the status that it sends, 0 for none. */
interface FaultBefore extends FaultBase {
  readonly takesEffect: false;
  readonly send: (trigger: Trigger) => number;
}

/** The request is executed, then `send` replaces its response. */
interface FaultAfter extends FaultBase {
  readonly takesEffect: true;
  readonly send: (trigger: Trigger, real: WireResponse) => number;
}

export type RequestFault = FaultBefore | FaultAfter;

/** Connections are refused, so no request arrives. */
interface PortFault extends FaultBase {
  readonly takesEffect: false;
  readonly closesPort: true;
}

export type Fault = RequestFault | PortFault;

export const closesPort = (fault: Fault): fault is PortFault => "closesPort" in fault;
