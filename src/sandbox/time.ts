export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const YEAR = 365 * DAY;

export const iso = (at: number): string => new Date(at).toISOString();

/** What was never set stays undefined, and what was unset is null. */
export const isoOrNot = (at: number | null | undefined): string | null | undefined =>
  typeof at === "number" ? iso(at) : at;
