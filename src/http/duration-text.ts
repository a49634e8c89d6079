const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CENTURY = 36_525 * DAY;

/** A unit is used from `from` ms on. */
const UNITS = [
  { from: 2 * DAY, size: DAY, name: "days" },
  { from: DAY, size: DAY, name: "day" },
  { from: 2 * HOUR, size: HOUR, name: "h" },
  { from: 2 * MINUTE, size: MINUTE, name: "min" },
] as const;

/** Milliseconds in words, to one digit after the point: `0.4 s`, `60 s`, `5 min`, `1 day`. */
export const durationText = (ms: number): string => {
  if (ms > CENTURY) return "more than 100 years";
  const { size, name } = UNITS.find(({ from }) => ms >= from) ?? { size: SECOND, name: "s" };
  return `${Math.round((ms / size) * 10) / 10} ${name}`;
};
