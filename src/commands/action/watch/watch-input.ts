import type { WatchEventName } from "../../../model/watch-events.js";

/** As it was typed: what was left out is for the body to decide, so that start-up need not know. */
export interface WatchInput {
  readonly subscriber?: readonly string[] | undefined;
  readonly transaction?: readonly string[] | undefined;
  readonly workflow?: readonly string[] | undefined;
  readonly events?: readonly WatchEventName[] | undefined;
  /** How many of a list's newest messages are looked at. */
  readonly newest?: number | undefined;
  /** ms, as the other two. */
  readonly interval?: number | undefined;
  readonly maxInterval?: number | undefined;
  readonly timeout?: number | undefined;
  readonly count?: number | undefined;
  /** A program and its words. */
  readonly exec?: string | undefined;
}
