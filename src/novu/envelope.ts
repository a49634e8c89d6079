import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";
import { boundsProblem } from "../model/json-bounds.js";

interface Unwrapped {
  readonly payload: JsonValue;
  /** The fields beside `data`: the paging of a list. */
  readonly paging: JsonObject;
}

/** The expected body of a read. */
interface Shape {
  /** For error messages, after “something that is not”. */
  readonly what: string;
  readonly matches: (payload: JsonValue) => boolean;
}

/**
 * Takes the payload out of the `data` envelope (docs/novu-api.md, "Success bodies"). Total: an object with an ID is a
 * bare message, which can have a `data` field, and is returned unchanged.
 */
export const unwrap = (body: JsonValue): Unwrapped => {
  if (!isEnvelope(body)) return { payload: body, paging: {} };
  const { data = null, ...paging } = body;
  return { payload: data, paging };
};

/** The payload only, for responses without pages. */
export const payloadOf = (body: JsonValue): JsonValue => (isEnvelope(body) ? (body.data ?? null) : body);

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

const hasText = (value: JsonValue, ...names: readonly string[]): value is JsonObject =>
  isJsonObject(value) && names.some((name) => typeof value[name] === "string" && value[name] !== "");

const one = (what: string, ...ids: readonly string[]): Shape => ({
  what,
  matches: (payload) => hasText(payload, ...ids),
});

/** A list can be empty, but each of its items must have one of the IDs. */
const list = (what: string, ...ids: readonly string[]): Shape => ({
  what: `a list of ${what}`,
  matches: (payload) => Array.isArray(payload) && payload.every((item) => hasText(item, ...ids)),
});

/** The routes of all reads, below the base URL and without query, and the bodies that they return. */
const SHAPES: readonly (readonly [route: RegExp, shape: Shape])[] = [
  [/^\/v1\/environments\/me$/, one("an environment", "_id")],
  [/^\/v1\/environments$/, list("environments", "_id")],
  [/^\/v1\/messages$/, list("messages", "_id", "id")],
  [/^\/v[12]\/subscribers$/, list("subscribers", "subscriberId", "_id")],
  [/^\/v[12]\/subscribers\/[^/]+$/, one("a subscriber", "subscriberId", "_id")],
  [/^\/v2\/subscribers\/[^/]+\/notifications$/, list("notifications", "id", "_id")],
];

/**
 * What the body of a read should be, if it is something else; undefined if it matches or the route is unknown.
 * A bare empty list does not count as Novu's: its lists always have paging fields, even when they are empty.
 */
export const expectedShape = (path: string, body: JsonValue): string | undefined => {
  const route = path.replace(/\?.*/s, "");
  const shape = SHAPES.find(([pattern]) => pattern.test(route))?.[1];
  if (shape === undefined) return undefined;
  const { payload } = unwrap(body);
  const isBareEmptyList = Array.isArray(body) && body.length === 0;
  return shape.matches(payload) && !isBareEmptyList ? undefined : shape.what;
};
