import { setMaxListeners } from "node:events";
import type { Http } from "../http/http.js";
import type { PaceGate } from "./bulk-types.js";
import { createPace } from "./pace.js";
import { createPaceGate } from "./pace-gate.js";
import { createPacedHttp } from "./paced-http.js";
import type { Rate } from "./rate.js";

export interface PacerOptions {
  /** ms, steady: it has to go on evenly when somebody sets the clock. */
  readonly now: () => number;
  /** ms since the epoch, for a `Retry-After` that is a date. */
  readonly dateNow: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** When it comes nobody waits for a turn any more. */
  readonly signal: AbortSignal;
}

/** One pace for the rows of a run and for all that is sent for them. */
export interface Pacer {
  /** For `runRows`. */
  readonly gate: PaceGate;
  /** For `ConnectHow.client`. */
  readonly through: (http: Http) => Http;
}

export const createPacer = (rate: Rate, options: PacerOptions): Pacer => {
  // Everybody who waits listens to it; Node would warn of the eleventh on the user's screen.
  setMaxListeners(0, options.signal);
  const pace = createPace(rate);
  const gate = createPaceGate(pace, options);
  return {
    gate,
    through: (http) => createPacedHttp(http, { ...options, gate, pace, pacesReads: rate.kind === "at-most" }),
  };
};
