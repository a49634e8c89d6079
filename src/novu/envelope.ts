import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";
import { boundsProblem } from "../model/json-bounds.js";

interface Unwrapped {
  readonly payload: JsonValue;
  /** What stood beside `data`: paging facts of a list. */
  readonly paging: JsonObject;
}

/** What a read asks for, and how an answer shows that it is that. */
interface Shape {
  /** For people, after “something that is not”. */
  readonly what: string;
  readonly isIt: (payload: JsonValue) => boolean;
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

/** The value the text stands for, or undefined when it is not JSON, or has more in it than can be worked with. */
export const parseJson = (text: string): JsonValue | undefined => {
  try {
    return boundsProblem(text) === undefined ? JSON.parse(text) : undefined;
  } catch {
    return undefined; // Not JSON is an answer like any other here; the caller says what it means.
  }
};

const hasText = (value: JsonValue, ...names: readonly string[]): value is JsonObject =>
  isJsonObject(value) && names.some((name) => typeof value[name] === "string" && value[name] !== "");

const one = (what: string, ...ids: readonly string[]): Shape => ({
  what,
  isIt: (payload) => hasText(payload, ...ids),
});

/** A list may be empty; whatever is in it has to be what was asked for. */
const list = (what: string, ...ids: readonly string[]): Shape => ({
  what: `a list of ${what}`,
  isIt: (payload) => Array.isArray(payload) && payload.every((item) => hasText(item, ...ids)),
});

/** Every read's route below the base address, without its query, and what it answers with. */
const SHAPES: readonly (readonly [route: RegExp, shape: Shape])[] = [
  [/^\/v1\/environments\/me$/, one("an environment", "_id")],
  [/^\/v1\/environments$/, list("environments", "_id")],
  [/^\/v1\/messages$/, list("messages", "_id", "id")],
  [/^\/v[12]\/subscribers$/, list("subscribers", "subscriberId", "_id")],
  [/^\/v[12]\/subscribers\/[^/]+$/, one("a subscriber", "subscriberId", "_id")],
  [/^\/v2\/subscribers\/[^/]+\/notifications$/, list("notifications", "id", "_id")],
];

/**
 * What the answer to a read should have been and is not; undefined where it is that, or where nothing is known of the
 * route. A bare list is no answer of Novu's: its lists come with their paging around them, the empty ones too.
 */
export const missedShape = (path: string, body: JsonValue): string | undefined => {
  const route = path.replace(/\?.*/s, "");
  const shape = SHAPES.find(([pattern]) => pattern.test(route))?.[1];
  if (shape === undefined) return undefined;
  const { payload } = unwrap(body);
  const isBareNothing = Array.isArray(body) && body.length === 0;
  return shape.isIt(payload) && !isBareNothing ? undefined : shape.what;
};
