import { isJsonObject, type JsonObject, type JsonValue } from "./json.js";

/** JSON Merge Patch (RFC 7396): objects are merged deeply, `null` removes a key, anything else replaces. */
export const mergePatch = (target: JsonValue | undefined, patch: JsonObject): JsonObject => {
  const merged = new Map(isJsonObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, isJsonObject(value) ? mergePatch(merged.get(key), value) : value);
  }
  return Object.fromEntries(merged);
};
