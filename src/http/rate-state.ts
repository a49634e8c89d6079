import type { HttpResponse } from "./http.js";

/** The `RateLimit-*` headers of a response, which hold for the category of its request (docs/novu-api.md, "Rate limits"). */
interface RateState {
  /** Requests per window. */
  readonly limit: number;
  readonly windowMs: number;
  /** Requests left in the window at the time of the response. */
  readonly remaining: number | undefined;
  /** From the response until the window resets, ms. */
  readonly resetMs: number | undefined;
}

const WINDOW_MS = 5_000;

/** Undefined if the headers are missing or invalid. */
export const rateState = ({ headers }: Pick<HttpResponse, "headers">): RateState | undefined => {
  const limit = numberIn(headers["ratelimit-limit"]);
  if (limit === undefined || limit === 0) return undefined;
  const seconds = numberIn(/;\s*w=(\d+)/.exec(headers["ratelimit-policy"] ?? "")?.[1]);
  const reset = numberIn(headers["ratelimit-reset"]);
  return {
    limit,
    windowMs: seconds === undefined || seconds === 0 ? WINDOW_MS : seconds * 1_000,
    remaining: numberIn(headers["ratelimit-remaining"]),
    resetMs: reset === undefined ? undefined : reset * 1_000,
  };
};

const numberIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : undefined;
