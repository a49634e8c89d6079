import { createHash, randomUUID } from "node:crypto";
import type { HttpRequest } from "../http/http.js";

/** A fresh key for one write. */
export const freshKey = (): string => randomUUID();

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
