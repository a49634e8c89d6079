import type { HttpResponse } from "./http.js";

/**
 * How long the server asks the client to wait, ms. 0 if it asks for zero seconds, undefined if it does not ask
 * (docs/novu-api.md, "Rate limits").
 * @param now ms since the epoch; used for a `Retry-After` date if the response has no `Date` header. Without it such a
 * date counts as not asking.
 */
export const retryAfterMs = (
  { status, headers }: Pick<HttpResponse, "status" | "headers">,
  now = Number.NaN,
): number | undefined => {
  const fromHeader = retryAfterHeader(headers, now);
  if (fromHeader !== undefined && fromHeader > 0) return fromHeader;
  const reset = Number(headers["ratelimit-reset"] || Number.NaN);
  return status === 429 && reset > 0 ? reset * 1_000 : fromHeader;
};

/** In ms. The header holds seconds or a date; a date is relative to the server's clock. */
const retryAfterHeader = (headers: HttpResponse["headers"], now: number): number | undefined => {
  const text = headers["retry-after"]?.trim() ?? "";
  if (/^[+-]?\d+(?:\.\d+)?$/.test(text)) return Math.max(0, Number(text) * 1_000);
  const date = Date.parse(text);
  if (Number.isNaN(date)) return undefined;
  const serverNow = Date.parse(headers.date ?? "");
  const delay = date - (Number.isNaN(serverNow) ? now : serverNow);
  return Number.isNaN(delay) ? undefined : Math.max(0, delay);
};
