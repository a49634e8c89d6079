import type { JsonValue } from "../domain/json.js";

/** The value the text stands for, or undefined when it is not JSON. */
export const parseJson = (text: string): JsonValue | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON is an answer like any other here; the caller says what it means.
  }
};
