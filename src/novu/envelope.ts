import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";
import { boundsProblem } from "../model/json-bounds.js";

interface Unwrapped {
  readonly data: JsonValue;
  /** The fields beside `data`: the paging of a list. */
  readonly paging: JsonObject;
}

/**
 * Takes the value out of the `data` envelope (docs/novu-api.md, "Success bodies"). Total: an object with an ID is a
 * bare message, which can have a `data` field, and is returned unchanged.
 */
export const unwrap = (body: JsonValue): Unwrapped => {
  if (!isEnvelope(body)) return { data: body, paging: {} };
  const { data = null, ...paging } = body;
  return { data, paging };
};

/** The value alone, for responses without pages. */
export const dataOf = (body: JsonValue): JsonValue => (isEnvelope(body) ? (body.data ?? null) : body);

const isEnvelope = (body: JsonValue): body is JsonObject =>
  isJsonObject(body) && !hasId(body) && Object.hasOwn(body, "data");

const hasId = (object: JsonObject): boolean =>
  typeof object._id === "string" || typeof object.id === "string";

/** The parsed value; undefined if the text is not JSON, or exceeds the limits of `json-bounds.ts`. */
export const parseJson = (text: string): JsonValue | undefined => {
  try {
    return boundsProblem(text) === undefined ? JSON.parse(text) : undefined;
  } catch {
    return undefined; // The caller decides what a body that is not JSON means.
  }
};
