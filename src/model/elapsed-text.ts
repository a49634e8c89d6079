const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span as people say it, in its two largest units: `0 s`, `43 s`, `1 m 12 s`, `2 h 5 m`, `3 d 4 h`. */
export const elapsedText = (ms: number): string => {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < MINUTE) return `${seconds} s`;
  if (seconds < HOUR) return pair(seconds, MINUTE, "m", 1, "s");
  return seconds < DAY ? pair(seconds, HOUR, "h", MINUTE, "m") : pair(seconds, DAY, "d", HOUR, "h");
};

const pair = (seconds: number, large: number, name: string, small: number, smallName: string): string => {
  const rest = Math.floor((seconds % large) / small);
  return `${Math.floor(seconds / large)} ${name}${rest === 0 ? "" : ` ${rest} ${smallName}`}`;
};
