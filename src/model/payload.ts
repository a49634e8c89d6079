import { depthOf, isJsonObject, type JsonObject, type JsonValue } from "./json.js";

/** Novu's limit for a whole request; a larger one is 413 on 3.x, 500 on 2.x (docs/novu-api.md, "Size of the body"). */
export const BODY_LIMIT_BYTES = 102_400;

/** `--set run.id=812` as the path `["run","id"]` and its value. */
export interface Assignment {
  readonly path: readonly string[];
  readonly value: JsonValue;
  /** `--set to[]=alice`: the value is added to the end of a list. */
  readonly isItem?: true;
}

/** Objects come before what extends them: the order of different options is not known. */
export const parentsFirst = (assignments: readonly Assignment[]): readonly Assignment[] =>
  assignments.toSorted((a, b) => a.path.length - b.path.length);

/**
 * Why assignments contradict each other, as a sentence; undefined if they do not. The last one would win silently.
 * An object can be extended: `--set-json run={"id":1} --set run.by=ci`.
 * @param assignments parents first
 */
export const assignmentConflict = (assignments: readonly Assignment[]): string | undefined => {
  const earlier = new Map<string, NodeKind>();
  for (const assignment of assignments) {
    const conflict = conflictWith(earlier, assignment);
    if (conflict !== undefined) return conflict;
  }
  return undefined;
};

type NodeKind = "value" | "list" | "object";

const kindOfNode = ({ value, isItem }: Assignment): NodeKind => {
  if (isItem) return "list";
  return isJsonObject(value) ? "object" : "value";
};

/** @param earlier what is at each path so far; this assignment is added to it */
const conflictWith = (earlier: Map<string, NodeKind>, assignment: Assignment): string | undefined => {
  const { path } = assignment;
  const name = path.join(".");
  for (let length = 1; length < path.length; length += 1) {
    const parent = path.slice(0, length);
    if ((earlier.get(JSON.stringify(parent)) ?? "object") !== "object")
      return `${parent.join(".")} is set, and so is ${name}, a part of it`;
    earlier.set(JSON.stringify(parent), "object");
  }
  const [kind, before] = [kindOfNode(assignment), earlier.get(JSON.stringify(path))];
  earlier.set(JSON.stringify(path), kind);
  return before === undefined || (before === "list" && kind === "list") ? undefined : `${name} is set twice`;
};

/** Deeper than any real payload, and shallow enough for recursion. */
export const MAX_PAYLOAD_DEPTH = 200;

/** Applies assignments to a base object, in order. A value in the path that is not an object is replaced by one. */
export const assignAll = (base: JsonObject, assignments: readonly Assignment[]): JsonObject =>
  assignments.reduce((object, assignment) => assign(object, assignment), base);

const assign = (object: JsonObject, { path, value, isItem }: Assignment): JsonObject => {
  const [key, ...rest] = path;
  if (key === undefined) return object;
  const child = Object.hasOwn(object, key) ? object[key] : undefined;
  const nested = { path: rest, value, ...(isItem ? { isItem } : {}) };
  const leaf = isItem ? [...(Array.isArray(child) ? child : []), value] : value;
  const next = rest.length === 0 ? leaf : assign(isJsonObject(child) ? child : {}, nested);
  // Not a spread with a computed key: that would call the setter of `__proto__`.
  return Object.fromEntries([...Object.entries(object).filter(([name]) => name !== key), [key, next]]);
};

/** Keys that an old MongoDB may refuse, without duplicates (docs/novu-api.md, "Payload"). */
export const unsafeKeys = (value: JsonValue): string[] => [
  ...new Set(keysIn(value).filter((key) => key.startsWith("$") || key.includes("."))),
];

/**
 * Why Novu could not keep a payload, as a predicate (“is nested …”, “has the key …”); undefined if it can
 * (docs/novu-api.md, "Payload").
 */
export const contentProblem = (value: JsonValue): string | undefined => {
  const tooDeep = depthProblem(value);
  if (tooDeep !== undefined) return tooDeep;
  const key = keysIn(value).find((name) => isUnstorable(name));
  return key === undefined ? undefined : `has the key ${JSON.stringify(key)}, which Novu can't store`;
};

/** Novu answers these keys with a 500, or drops them without a word. */
const isUnstorable = (key: string): boolean =>
  key === "_bsontype" ||
  key === "prototype" ||
  key.includes("\u0000") ||
  Object.hasOwn(Object.prototype, key);

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
