import { Failure } from "../failures/failure.js";
import { DAY_MS, type PointInTime, parseDuration } from "../model/durations.js";

/** Not limited like other durations, since no timer waits for it. */
const MAX_MS = 100 * 365 * DAY_MS;

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)([Zz]|[+-]\d{2}:\d{2})?)?$/;

/**
 * A duration with its unit, such as `30m` or `2h30m`; a date; or a date and time, local without a zone. A bare number is
 * refused: it could be seconds, a year or a date.
 * @param distance what a duration means here, for the hint
 * @throws Failure E_USAGE
 */
export const pointInTime =
  (distance: "how long ago" | "how far ahead") =>
  (text: string): PointInTime => {
    const distanceMs = /[a-z]$/.test(text) ? parseDuration(text, ["s", "m", "h", "d", "w"]) : Number.NaN;
    if (distanceMs > 0 && distanceMs <= MAX_MS) return { distanceMs };
    const atMs = timeOf(text);
    if (!Number.isNaN(atMs)) return { atMs };
    throw new Failure("E_USAGE", `"${text}" isn't a point in time`, {
      hint: [
        ...(/^\d+(?:\.\d+)?$/.test(text)
          ? [`A duration needs a unit: ${text}s, ${text}m, ${text}h or ${text}d.`]
          : []),
        `Use ${distance} (30m, 2h30m, 3d, 1w), a date (2026-11-23) or a time (2026-11-23T06:00, local, or 2026-11-23T06:00:00Z). Nothing was sent.`,
      ],
    });
  };

/** NaN also for a day that the month does not have; Date.parse would return a day of the next month. */
const timeOf = (text: string): number => {
  const [, day, time = "00:00", zone = ""] = DATE_TIME.exec(text) ?? [];
  if (day === undefined) return Number.NaN;
  const midnight = new Date(`${day}T00:00:00Z`);
  const isRealDay = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  // Without a zone, a date with a time is local.
  return isRealDay ? Date.parse(`${day}T${time}${zone.toUpperCase()}`) : Number.NaN;
};
