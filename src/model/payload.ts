import { depthOf, isJsonObject, type JsonObject, type JsonValue } from "./json.js";

/** Novu's limit for a whole request; a larger one is 413 on 3.x, 500 on 2.x (docs/novu-api.md, "Size of the body"). */
export const BODY_LIMIT_BYTES = 102_400;

/** `--set run.id=812` as the path `["run","id"]` and its value. */
export interface Assignment {
  readonly path: readonly string[];
  readonly value: JsonValue;
}

/** Deeper than any real payload, and shallow enough for recursion. */
export const MAX_PAYLOAD_DEPTH = 200;

/** Applies assignments to a base object, in order. A value in the path that is not an object is replaced by one. */
export const assignAll = (base: JsonObject, assignments: readonly Assignment[]): JsonObject =>
  assignments.reduce((object, { path, value }) => assign(object, path, value), base);

const assign = (object: JsonObject, path: readonly string[], value: JsonValue): JsonObject => {
  const [key, ...rest] = path;
  if (key === undefined) return object;
  const child = Object.hasOwn(object, key) ? object[key] : undefined;
  const next = rest.length === 0 ? value : assign(isJsonObject(child) ? child : {}, rest, value);
  // Not a spread with a computed key: that would call the setter of `__proto__`.
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

/** Why a value is too deep for a payload, as a predicate (“is nested …”); undefined if it is not. */
export const depthProblem = (value: JsonValue): string | undefined =>
  depthOf(value) > MAX_PAYLOAD_DEPTH ? `is nested deeper than ${MAX_PAYLOAD_DEPTH} levels` : undefined;

/** Why a value cannot be a payload, as a predicate (“is a list, …”); undefined if it can. */
export const kindProblem = (value: JsonValue): string | undefined =>
  isJsonObject(value) ? undefined : `is ${kindOf(value)}, not a JSON object`;

export const kindOf = (value: JsonValue): string => {
  if (value === null) return "null";
  if (typeof value !== "object") return `a ${typeof value}`;
  return Array.isArray(value) ? "a list" : "an object";
};

/** JSON Merge Patch (RFC 7396): objects are merged deeply, `null` removes a key, anything else replaces. */
export const mergePatch = (target: JsonValue | undefined, patch: JsonObject): JsonObject => {
  const merged = new Map(isJsonObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, isJsonObject(value) ? mergePatch(merged.get(key), value) : value);
  }
  return Object.fromEntries(merged);
};
