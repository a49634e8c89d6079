const UNITS = [
  ["year", 31_536_000_000],
  ["month", 2_592_000_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** “3 minutes ago”, “in 2 days”, “just now”; the text itself when it is not a time. */
export const relativeTime = (time: string, now: number): string => {
  const distance = Date.parse(time) - now;
  if (Number.isNaN(distance)) return time;
  const [unit, size] = UNITS.find(([, milliseconds]) => Math.abs(distance) >= milliseconds) ?? [];
  if (unit === undefined || size === undefined) return "just now";
  const count = Math.floor(Math.abs(distance) / size);
  const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
  return distance < 0 ? `${words} ago` : `in ${words}`;
};
