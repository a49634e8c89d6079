import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";
import { unwrap } from "./envelope.js";

/** What a read asks for, and how an answer shows that it is that. */
interface Shape {
  /** For people, after “something that is not”. */
  readonly what: string;
  readonly isIt: (payload: JsonValue) => boolean;
}

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
