import { createHash, randomUUID } from "node:crypto";
import type { HttpRequest } from "../http/http.js";

/** The idempotency keys of one write (docs/novu-api.md, "Idempotency"). */
export interface IdempotencyKeySource {
  next(): string;
  /** A new key for another attempt; absent if the user gave a key, which stands for exactly one write. */
  readonly renew?: () => string;
}

/** A fresh key for one write. */
export const freshKey = (): string => randomUUID();

const FRESH_KEYS: IdempotencyKeySource = { next: freshKey, renew: freshKey };

/** Fresh keys, or one derived from the user's key. */
export const idempotencyKeySource = (
  userKey: string | undefined,
  baseUrl: string,
  request: () => HttpRequest,
): IdempotencyKeySource => {
  if (userKey === undefined) return FRESH_KEYS;
  const key = derivedKey(userKey, new URL(baseUrl).origin, request());
  return { next: () => key };
};

/**
 * Derives a safe key from the user's key. The server stores responses by key only, so one key for two messages would
 * replay the first response for the second (docs/novu-api.md, "Idempotency"). The hash covers everything in which two
 * writes can differ.
 */
const derivedKey = (userKey: string, origin: string, { method, path, body, text }: HttpRequest): string =>
  createHash("sha256")
    .update(JSON.stringify([userKey, origin, method, path, body ?? text ?? null]))
    .digest("hex");
