export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const YEAR = 365 * DAY;

export const iso = (at: number): string => new Date(at).toISOString();
