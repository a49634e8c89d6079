import { Failure } from "../../../failures/failure.js";
import type { JsonObject, JsonValue } from "../../../model/json.js";
import { mergePatch } from "../../../model/merge-patch.js";
import { MASK } from "../../../secrets/secret.js";

/**
 * The stored payload with the given one merged into it. What of it was masked on its way here cannot be written back.
 * @throws Failure E_PAYLOAD
 */
export const mergePayload = (stored: JsonValue | undefined, given: JsonObject): JsonObject => {
  const merged = mergePatch(stored, given);
  if (!holdsMask(merged) || holdsMask(given)) return merged;
  throw new Failure("E_PAYLOAD", "the stored payload holds this run's API key, or a part of it", {
    hint: [
      "It was masked when it was read, and merging would store the mask in its place. Nothing was sent.",
      "--payload replaces the payload as a whole.",
    ],
  });
};

const holdsMask = (payload: JsonObject): boolean => JSON.stringify(payload).includes(MASK);
