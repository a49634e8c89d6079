import { depthOf, isJsonObject, type JsonValue } from "./json.js";

/** Deeper than any real payload, and far from what recursion can bear. */
export const DEEPEST = 200;

/** Why a value is too deep for a payload, as what follows the word for it; undefined when it is not. */
export const depthProblem = (value: JsonValue): string | undefined =>
  depthOf(value) > DEEPEST ? `is nested deeper than ${DEEPEST} levels` : undefined;

/** Why a value is of no kind for a payload. */
export const kindProblem = (value: JsonValue): string | undefined =>
  isJsonObject(value) ? undefined : `is ${kindOf(value)}, not a JSON object`;

export const kindOf = (value: JsonValue): string => {
  if (value === null) return "null";
  if (typeof value !== "object") return `a ${typeof value}`;
  return Array.isArray(value) ? "a list" : "an object";
};
