import type { Failure, Sent } from "../failures/failure.js";
import type { HttpRequest, HttpResponse } from "./http.js";
import { isTransient } from "./network-failure.js";
import { isReplay } from "./replay.js";

/** How one try ended. */
export type AttemptResult = { readonly response: HttpResponse } | { readonly failure: Failure };

/** What a try's end is worth. */
export type RetryDecision =
  | { readonly kind: "final"; readonly because?: string }
  | { readonly kind: "again"; readonly reason: string; readonly key: "same" | "new" };

const FINAL = { kind: "final" } as const;

/**
 * Whether a retry can succeed, and under which idempotency key. The server stores its answer under the key, errors
 * too, but not a 429 and not a 409 for a request that still runs (docs/novu-api.md, "Idempotency"). So a key is
 * sent again only if no answer to it was final.
 */
export const retryDecision = (end: AttemptResult, request: HttpRequest): RetryDecision =>
  "failure" in end ? afterFailure(end.failure, request) : afterAnswer(end.response, request);

const afterFailure = (failure: Failure, { isOnce }: HttpRequest): RetryDecision => {
  const isCertain = failure.sent === "no";
  return isTransient(failure) && (isCertain || !isOnce)
    ? { kind: "again", reason: failure.message, key: "same" }
    : FINAL;
};

const afterAnswer = (response: HttpResponse, request: HttpRequest): RetryDecision => {
  const reason = reasonOf(response);
  if (reason === undefined) return FINAL;
  const isUndone = !isReplay(response) && NOT_CARRIED_OUT.has(response.status);
  if (isUndone) return { kind: "again", reason, key: "same" };
  if (request.isOnce) return FINAL;
  const hasKey = request.headers?.["idempotency-key"] !== undefined;
  if (!hasKey || request.renewKey !== undefined) return { kind: "again", reason, key: "new" };
  return isReplay(response) ? FINAL : { kind: "final", because: USED_UP };
};

const NOT_CARRIED_OUT: ReadonlySet<number> = new Set([409, 429]);

const USED_UP =
  "It was not tried again: Novu may keep this answer under your idempotency key. Give another key to try again.";

/** Why it is worth another try, for people; undefined where it is not. */
const reasonOf = (response: HttpResponse): string | undefined => {
  const { status, headers } = response;
  if (status < 400) return undefined;
  if (isReplay(response)) return `Novu repeated an earlier answer (${status})`;
  if (status >= 500) return `Novu had a problem of its own (${status})`;
  if (status === 409) return headers["retry-after"] === undefined ? undefined : REASONS[status];
  return REASONS[status];
};

const REASONS: Readonly<Record<number, string>> = {
  408: "Novu waited too long for the request (408)",
  409: "the same request is still being worked on (409)",
  425: "Novu takes the request for too early (425)",
  429: "Novu asks to slow down (429)",
};

/** What may have become of one try. */
export const sentBy = (end: AttemptResult): Sent => {
  if ("failure" in end) return end.failure.sent;
  const { status } = end.response;
  return status >= 500 || status === 408 ? "unknown" : "yes";
};

/** What may have become of several: a doubt about one is a doubt about all. */
export const sentByAll = (one: Sent, other: Sent): Sent => {
  const all = [one, other];
  if (all.includes("unknown")) return "unknown";
  return all.includes("yes") ? "yes" : "no";
};
