/** A unit as it is typed after a number, in milliseconds. */
const UNIT_MS = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
} as const;
type DurationUnit = keyof typeof UNIT_MS;

const SECOND_MS = UNIT_MS.s;
const MINUTE_MS = UNIT_MS.m;
const HOUR_MS = UNIT_MS.h;
export const DAY_MS = UNIT_MS.d;

/** A time, in ms since the epoch, or its distance from now in ms; what uses it knows in which direction. */
export type PointInTime = { readonly distanceMs: number } | { readonly atMs: number };

/** Milliseconds of a unit; undefined for a word that is not in `units`. */
export const unitMs = (unit: string, units: readonly DurationUnit[]): number | undefined => {
  const known = units.find((name) => name === unit);
  return known && UNIT_MS[known];
};

/**
 * `1.5h` or `2h30m`, largest unit first, as whole milliseconds; a bare number is seconds. NaN for anything else, and for
 * units not in `units`.
 */
export const parseDuration = (text: string, units: readonly DurationUnit[]): number => {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * SECOND_MS);
  if (!/^(?:\d+[a-z]+)*\d+(?:\.\d+)?[a-z]+$/.test(text)) return Number.NaN;
  const parts = [...text.matchAll(/([\d.]+)([a-z]+)/g)].map(([, number, unit = ""]) => ({
    number: Number(number),
    size: unitMs(unit, units) ?? Number.NaN,
  }));
  const isDescending = parts.every(({ size }, index) => index === 0 || size < (parts[index - 1]?.size ?? 0));
  return isDescending
    ? Math.round(parts.reduce((sum, { number, size }) => sum + number * size, 0))
    : Number.NaN;
};

/** For values that can be typed again as an option: `2h`, `90m`, `45s`, `1.5s`. */
export const spanText = (ms: number): string => {
  const unit = (["h", "m", "s"] as const).find((name) => ms >= UNIT_MS[name] && ms % UNIT_MS[name] === 0);
  return unit === undefined ? `${Math.round(ms / 100) / 10}s` : `${ms / UNIT_MS[unit]}${unit}`;
};

/** For a limit that was given, unrounded: `10 s`, `0.25 s`. */
export const exactSeconds = (ms: number): string => `${ms / SECOND_MS} s`;

/** For the running clock of a progress line: `0:07`, `12:30`, `1:05:09`. */
export const clockText = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = String(s).padStart(2, "0");
  return h === 0 ? `${m}:${tail}` : `${h}:${String(m).padStart(2, "0")}:${tail}`;
};

/** For the total time of a finished run, in its two largest units: `0 s`, `43 s`, `1 m 12 s`, `2 h 5 m`, `3 d 4 h`. */
export const elapsedText = (ms: number): string => {
  const rounded = Math.max(0, Math.round(ms / SECOND_MS)) * SECOND_MS;
  if (rounded < MINUTE_MS) return `${rounded / SECOND_MS} s`;
  if (rounded < HOUR_MS) return twoUnits(rounded, "m", "s");
  return rounded < DAY_MS ? twoUnits(rounded, "h", "m") : twoUnits(rounded, "d", "h");
};

const twoUnits = (ms: number, large: DurationUnit, small: DurationUnit): string => {
  const rest = Math.floor((ms % UNIT_MS[large]) / UNIT_MS[small]);
  return `${Math.floor(ms / UNIT_MS[large])} ${large}${rest === 0 ? "" : ` ${rest} ${small}`}`;
};

const CENTURY_MS = 36_525 * DAY_MS;

/** Units of `durationText`; each is used from `from` milliseconds on. */
const LONG_UNITS = [
  { from: 2 * DAY_MS, size: DAY_MS, name: "days" },
  { from: DAY_MS, size: DAY_MS, name: "day" },
  { from: 2 * HOUR_MS, size: HOUR_MS, name: "h" },
  { from: 2 * MINUTE_MS, size: MINUTE_MS, name: "min" },
] as const;

/** For durations within a sentence, such as waits and limits: `0.4 s`, `60 s`, `5 min`, `1 day`. */
export const durationText = (ms: number): string => {
  if (ms > CENTURY_MS) return "more than 100 years";
  const { size, name } = LONG_UNITS.find(({ from }) => ms >= from) ?? { size: SECOND_MS, name: "s" };
  return `${Math.round((ms / size) * 10) / 10} ${name}`;
};

const RELATIVE_UNITS = [
  ["year", 365 * DAY_MS],
  ["month", 30 * DAY_MS],
  ["day", DAY_MS],
  ["hour", HOUR_MS],
  ["minute", MINUTE_MS],
  ["second", SECOND_MS],
] as const;

/** “3 minutes ago”, “in 2 days”, “just now”; the text unchanged if it is not a time. @param now ms since the epoch */
export const relativeTime = (time: string, now: number): string => {
  const distance = Date.parse(time) - now;
  if (Number.isNaN(distance)) return time;
  const [unit, size] = RELATIVE_UNITS.find(([, milliseconds]) => Math.abs(distance) >= milliseconds) ?? [];
  if (unit === undefined || size === undefined) return "just now";
  const count = Math.floor(Math.abs(distance) / size);
  const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
  return distance < 0 ? `${words} ago` : `in ${words}`;
};
