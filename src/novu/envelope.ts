import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";
import { boundsProblem } from "../model/json-bounds.js";

interface Unwrapped {
  readonly data: JsonValue;
  /** The fields beside `data`: the paging of a list. */
  readonly paging: JsonObject;
}

/** The expected body of a read. */
interface Shape {
  /** For error messages, after “something that is not”. */
  readonly what: string;
  readonly matches: (data: JsonValue) => boolean;
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

const hasText = (value: JsonValue, ...names: readonly string[]): value is JsonObject =>
  isJsonObject(value) && names.some((name) => typeof value[name] === "string" && value[name] !== "");

const singleOf = (what: string, ...ids: readonly string[]): Shape => ({
  what,
  matches: (data) => hasText(data, ...ids),
});

/** A list can be empty, but each of its items must have one of the IDs. */
const listOf = (what: string, ...ids: readonly string[]): Shape => ({
  what: `a list of ${what}`,
  matches: (data) => Array.isArray(data) && data.every((item) => hasText(item, ...ids)),
});

/** The routes of all reads, below the base URL and without query, and the bodies that they return. */
const SHAPES: readonly (readonly [route: RegExp, shape: Shape])[] = [
  [/^\/v1\/environments\/me$/, singleOf("an environment", "_id")],
  [/^\/v1\/environments$/, listOf("environments", "_id")],
  [/^\/v1\/messages$/, listOf("messages", "_id", "id")],
  [/^\/v[12]\/subscribers$/, listOf("subscribers", "subscriberId", "_id")],
  [/^\/v[12]\/subscribers\/[^/]+$/, singleOf("a subscriber", "subscriberId", "_id")],
  [/^\/v2\/subscribers\/[^/]+\/notifications$/, listOf("notifications", "id", "_id")],
];

/**
 * What the body of a read should be, if it is something else; undefined if it matches or the route is unknown.
 * A bare empty list does not count as Novu's: its lists always have paging fields, even when they are empty.
 */
export const expectedShape = (path: string, body: JsonValue): string | undefined => {
  const route = path.replace(/\?.*/s, "");
  const shape = SHAPES.find(([pattern]) => pattern.test(route))?.[1];
  if (shape === undefined) return undefined;
  const { data } = unwrap(body);
  const isBareEmptyList = Array.isArray(body) && body.length === 0;
  return shape.matches(data) && !isBareEmptyList ? undefined : shape.what;
};
