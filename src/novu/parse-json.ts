import type { JsonValue } from "../model/json.js";
import { boundsProblem } from "../model/json-bounds.js";

/** The value the text stands for, or undefined when it is not JSON, or has more in it than can be worked with. */
export const parseJson = (text: string): JsonValue | undefined => {
  try {
    return boundsProblem(text) === undefined ? JSON.parse(text) : undefined;
  } catch {
    return undefined; // Not JSON is an answer like any other here; the caller says what it means.
  }
};
