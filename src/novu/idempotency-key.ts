import { createHash, randomUUID } from "node:crypto";
import type { HttpRequest } from "../http/http.js";

/** Makes the idempotency keys of one write (docs/novu-api.md, "Idempotency"). */
export interface WriteKey {
  next(): string;
  /** Another key for another try; absent for a user's own, which stands for one write and one answer. */
  readonly renew?: () => string;
}

/** A fresh key for one write. */
export const freshKey = (): string => randomUUID();

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

/**
 * A safe key made from a user's own. The server stores answers by key alone, so one key for two messages would replay
 * the first answer for the second (docs/novu-api.md, "Idempotency"). The hash covers everything in which two
 * writes can differ.
 */
export const derivedKey = (
  userKey: string,
  origin: string,
  { method, path, body, text }: HttpRequest,
): string =>
  createHash("sha256")
    .update(JSON.stringify([userKey, origin, method, path, body ?? text ?? null]))
    .digest("hex");
