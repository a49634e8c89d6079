import type { JsonObject, JsonValue } from "../model/json.js";

/** A JSON Schema of the 2020-12 draft, or a part of one. */
export type Schema = JsonObject;

/** What a command's stdout holds in the formats for programs. */
export interface OutputSchema {
  /** `one` document, `many` (an event each, on a line of its own, also with --json), or `none`. */
  readonly documents: "one" | "many" | "none";
  /** Of what --json prints; of each event where there are many. */
  readonly json: Schema | null;
  /** Of a line of -o ndjson, where that is not the same as `json`. */
  readonly ndjson?: Schema;
}

export const text: Schema = { type: "string" };
export const flag: Schema = { type: "boolean" };
export const wholeNumberSchema: Schema = { type: "integer", minimum: 0 };
export const time: Schema = { type: "string", format: "date-time" };
export const anyObject: Schema = { type: "object" };

/** One of these words. */
export const word = (...words: readonly string[]): Schema => ({ enum: [...words] });

export const listOf = (items: Schema): Schema => ({ type: "array", items });

/** The same, or null. */
export const orNull = (schema: Schema): Schema =>
  typeof schema.type === "string"
    ? { ...schema, type: [schema.type, "null"] }
    : { anyOf: [schema, { type: "null" }] };

export const about = (description: string, schema: Schema): Schema => ({ ...schema, description });

type Properties = Readonly<Record<string, Schema>>;

/** An object of ours: exactly these fields, all of them always there but the optional ones. */
export const closedObject = (properties: Properties, optional: Properties = {}): Schema => ({
  type: "object",
  properties: { ...properties, ...optional },
  required: Object.keys(properties),
  additionalProperties: false,
});

/** An object of the server's: whatever it holds comes through; what is known of it is said. */
export const openObject = (
  properties: Properties,
  more: Readonly<Record<string, JsonValue>> = {},
): Schema => ({
  type: "object",
  properties: { ...properties },
  ...more,
});

export const one = (json: Schema): OutputSchema => ({ documents: "one", json });
/** An array, of which ndjson prints an item a line; nothing for an empty one. */
export const list = (item: Schema): OutputSchema => ({ documents: "one", json: listOf(item), ndjson: item });
export const events = (json: Schema): OutputSchema => ({ documents: "many", json });
export const nothing: OutputSchema = { documents: "none", json: null };
