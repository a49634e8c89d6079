import { internalError } from "./api-error.js";
import { isObject } from "./json.js";

/** The database's driver reads this key as the type of a value. */
const TYPE_KEY = "_bsontype";

/** Keys that the servers drop without a word: whatever every JavaScript object inherits, and `prototype`. */
const isDroppedKey = (key: string): boolean => Object.hasOwn(Object.prototype, key) || key === "prototype";

/**
 * A JSON value of a request as the database keeps it (docs/novu-api.md, "Payload").
 * @throws ApiError 500 for a key that the database refuses
 */
export const storedJson = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(storedJson);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !isDroppedKey(key));
  if (kept.some(([key]) => key === TYPE_KEY || key.includes("\0"))) throw internalError();
  return Object.fromEntries(kept.map(([key, inner]) => [key, storedJson(inner)]));
};

/** The servers leave empty objects out of responses, except in lists (docs/novu-api.md, "Payload"). */
export const withoutEmptyObjects = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.map((item) =>
      isObject(item) ? (withoutEmptyObjects(item) ?? {}) : withoutEmptyObjects(item),
    );
  }
  if (!isObject(value)) return value;
  const kept = Object.entries(value)
    .map(([key, inner]) => [key, withoutEmptyObjects(inner)] as const)
    .filter(([, inner]) => inner !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
};
