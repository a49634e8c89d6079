import { isJsonObject, type JsonObject, type JsonValue } from "./json.js";

/** Novu's limit for a whole request; a larger one is 413 on 3.x, 500 on 2.x (docs/novu-api.md, "Size of the body"). */
export const BODY_LIMIT_BYTES = 102_400;

/** `--set run.id=812` as the path `["run","id"]` and its value. */
export interface Assignment {
  readonly path: readonly string[];
  readonly value: JsonValue;
}

/** Lays assignments over a base object, in order; a path through something that is no object replaces it. */
export const assignAll = (base: JsonObject, assignments: readonly Assignment[]): JsonObject =>
  assignments.reduce((object, { path, value }) => assign(object, path, value), base);

const assign = (object: JsonObject, path: readonly string[], value: JsonValue): JsonObject => {
  const [key, ...rest] = path;
  if (key === undefined) return object;
  const child = Object.hasOwn(object, key) ? object[key] : undefined;
  const next = rest.length === 0 ? value : assign(isJsonObject(child) ? child : {}, rest, value);
  // Not a spread with a computed key: that would run the setter of a key named __proto__.
  return Object.fromEntries([...Object.entries(object).filter(([name]) => name !== key), [key, next]]);
};

/** Keys that an old MongoDB may refuse, without duplicates (docs/novu-api.md, "Payload"). */
export const unsafeKeys = (value: JsonValue): string[] => [
  ...new Set(keysIn(value).filter((key) => key.startsWith("$") || key.includes("."))),
];

const keysIn = (value: JsonValue): string[] => {
  if (Array.isArray(value)) return value.flatMap(keysIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => [key, ...keysIn(child)]);
};
