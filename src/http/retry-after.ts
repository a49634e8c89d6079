import type { HttpResponse } from "./http.js";

/**
 * How long the server asks to wait, ms: 0 if it asks for zero seconds, undefined if it asks for nothing
 * (docs/novu-api.md, "Rate limits").
 * @param now ms since the epoch, for a date where the answer does not tell its own
 */
export const retryAfterMs = (
  { status, headers }: Pick<HttpResponse, "status" | "headers">,
  now: number,
): number | undefined => {
  const asked = retryAfter(headers, now);
  if (asked !== undefined && asked > 0) return asked;
  const reset = Number(headers["ratelimit-reset"] || Number.NaN);
  return status === 429 && reset > 0 ? reset * 1_000 : asked;
};

/** Seconds, or a date by the server's own clock, which may not be ours. */
const retryAfter = (headers: HttpResponse["headers"], now: number): number | undefined => {
  const text = headers["retry-after"]?.trim() ?? "";
  if (/^[+-]?\d+(?:\.\d+)?$/.test(text)) return Math.max(0, Number(text) * 1_000);
  const date = Date.parse(text);
  if (Number.isNaN(date)) return undefined;
  const serverNow = Date.parse(headers.date ?? "");
  return Math.max(0, date - (Number.isNaN(serverNow) ? now : serverNow));
};
