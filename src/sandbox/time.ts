export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

export const iso = (at: number): string => new Date(at).toISOString();

/** Undefined if it was never set, null if it was unset. */
export const isoIfSet = (at: number | null | undefined): string | null | undefined =>
  typeof at === "number" ? iso(at) : at;

const MAX_SECOND = 2 ** 32 - 1;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i;

/** RFC 3339 or ms since the epoch, as ms; undefined for anything else, and for times outside the range of ObjectIds. */
export const timeOf = (given: string | number): number | undefined => {
  const at = typeof given === "number" ? given : RFC_3339.test(given) ? Date.parse(given) : Number.NaN;
  return at >= 0 && at / 1000 <= MAX_SECOND ? Math.floor(at) : undefined;
};

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: MINUTE, h: 60 * MINUTE, d: DAY };

/** `90s`, `5m`, `2h`, `3d` in ms; undefined for anything else. */
export const ageOf = (text: string): number | undefined => {
  const [, number, unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (UNITS[unit] ?? 0);
};
