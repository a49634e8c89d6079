import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";

export interface Unwrapped {
  readonly payload: JsonValue;
  /** What stood beside `data`: paging facts of a list. */
  readonly paging: JsonObject;
}

/**
 * Takes the payload out of the `data` envelope (docs/novu-api.md, "Success bodies"). Total: a bare message, which has
 * an ID and can have a `data` field of its own, stays as it is.
 */
export const unwrap = (body: JsonValue): Unwrapped => {
  if (!isEnvelope(body)) return { payload: body, paging: {} };
  const { data = null, ...paging } = body;
  return { payload: data, paging };
};

/** The payload alone, for answers that have no pages. */
export const payloadOf = (body: JsonValue): JsonValue => (isEnvelope(body) ? (body.data ?? null) : body);

const isEnvelope = (body: JsonValue): body is JsonObject =>
  isJsonObject(body) && !hasId(body) && Object.hasOwn(body, "data");

const hasId = (object: JsonObject): boolean =>
  typeof object._id === "string" || typeof object.id === "string";
