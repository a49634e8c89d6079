import { Failure } from "../failures/failure.js";
import { DAY_MS, parseDuration } from "../model/durations.js";

/** A point in time, or a duration before now; both in ms. */
type Since = { readonly agoMs: number } | { readonly atMs: number };

/** Not limited like other durations, since no timer waits for it. */
const MAX_MS = 100 * 365 * DAY_MS;

const RFC_3339 = /^(\d{4}-\d{2}-\d{2})[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/** `30m`, `2h`, `3d`, `1w`, a bare number of seconds, or an RFC 3339 time. @throws Failure E_USAGE */
export const since = (text: string): Since => {
  const agoMs = parseDuration(text, ["s", "m", "h", "d", "w"]);
  if (agoMs > 0 && agoMs <= MAX_MS) return { agoMs };
  const atMs = timeOf(text);
  if (!Number.isNaN(atMs)) return { atMs };
  throw new Failure("E_USAGE", `"${text}" is neither a time nor how long ago`, {
    hint: ["Write 30m, 2h, 3d or 1w, or a time such as 2026-11-23T06:00:00Z. Nothing was sent."],
  });
};

/** NaN also for a day that the month does not have; Date.parse would return a day of the next month. */
const timeOf = (text: string): number => {
  const day = RFC_3339.exec(text)?.[1];
  if (day === undefined) return Number.NaN;
  const midnight = new Date(`${day}T00:00:00Z`);
  const isRealDay = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  return isRealDay ? Date.parse(text.toUpperCase()) : Number.NaN;
};
