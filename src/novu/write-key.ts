import type { HttpRequest } from "../http/http.js";
import { derivedKey, freshKey } from "./idempotency-key.js";

/** Makes the idempotency keys of one write (docs/novu-api.md, "Idempotency"). */
export interface WriteKey {
  next(): string;
  /** Another key for another try; absent for a user's own, which stands for one write and one answer. */
  readonly renew?: () => string;
}

const FRESH: WriteKey = { next: freshKey, renew: freshKey };

/** Fresh keys, or a user's own made safe. */
export const writeKey = (
  userKey: string | undefined,
  baseUrl: string,
  request: () => HttpRequest,
): WriteKey => {
  if (userKey === undefined) return FRESH;
  const key = derivedKey(userKey, new URL(baseUrl).origin, request());
  return { next: () => key };
};
