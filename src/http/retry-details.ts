import { durationText } from "./duration-text.js";
import type { RetrySummary } from "./http.js";

/** How often and how long it was tried, for a failure's lines and for its JSON. */
export const retryDetails = ({
  tries,
  elapsedMs,
  because,
}: RetrySummary): {
  readonly hint: readonly string[];
  readonly details: Readonly<Record<string, number>>;
} => ({
  hint: [
    ...(tries > 1 ? [`Tried ${tries} times in ${durationText(elapsedMs)}.`] : []),
    ...(because === undefined ? [] : [because]),
  ],
  details: { tries, elapsedMs: Math.round(elapsedMs) },
});
