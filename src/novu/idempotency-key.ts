import { createHash, randomUUID } from "node:crypto";
import type { HttpRequest } from "../http/http.js";

/** A fresh key for one write. */
export const freshKey = (): string => randomUUID();

/**
 * A user's own key made safe: the server remembers answers by key alone, so one key for two messages
 * would replay the first answer for the second (contract 5, trap 1). Hashed with all that tells writes apart.
 */
export const derivedKey = (
  userKey: string,
  origin: string,
  { method, path, body, text }: HttpRequest,
): string =>
  createHash("sha256")
    .update(JSON.stringify([userKey, origin, method, path, body ?? text ?? null]))
    .digest("hex");
