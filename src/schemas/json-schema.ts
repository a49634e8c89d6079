import type { JsonObject, JsonValue } from "../model/json.js";

/** A JSON Schema of the 2020-12 draft, or a part of one. */
export type Schema = JsonObject;

/** The stdout of a command in the machine-readable formats. */
export interface OutputSchema {
  /** `many`: one event per line, also with --json. */
  readonly documents: "one" | "many" | "none";
  /** The schema of the --json output, or of each event if there are many. */
  readonly json: Schema | null;
  /** The schema of one line of -o ndjson, if it differs from `json`. */
  readonly ndjson?: Schema;
}

export const text: Schema = { type: "string" };
export const flag: Schema = { type: "boolean" };
export const wholeNumberSchema: Schema = { type: "integer", minimum: 0 };
export const time: Schema = { type: "string", format: "date-time" };
export const anyObject: Schema = { type: "object" };

/** One of these texts. */
export const enumOf = (...values: readonly string[]): Schema => ({ enum: [...values] });

export const listOf = (items: Schema): Schema => ({ type: "array", items });

/** A schema that also accepts null. */
export const orNull = (schema: Schema): Schema =>
  typeof schema.type === "string"
    ? { ...schema, type: [schema.type, "null"] }
    : { anyOf: [schema, { type: "null" }] };

export const described = (description: string, schema: Schema): Schema => ({ ...schema, description });

type Properties = Readonly<Record<string, Schema>>;

/** An object that this tool produces: exactly these fields, of which only the optional ones can be absent. */
export const closedObject = (properties: Properties, optional: Properties = {}): Schema => ({
  type: "object",
  properties: { ...properties, ...optional },
  required: Object.keys(properties),
  additionalProperties: false,
});

/** An object that the server produces. Extra fields are allowed; the known ones are described. */
export const openObject = (
  properties: Properties,
  more: Readonly<Record<string, JsonValue>> = {},
): Schema => ({
  type: "object",
  properties: { ...properties },
  ...more,
});

export const oneDocument = (json: Schema): OutputSchema => ({ documents: "one", json });
/** An array; ndjson prints one item per line, and nothing for an empty array. */
export const list = (item: Schema): OutputSchema => ({ documents: "one", json: listOf(item), ndjson: item });
export const events = (json: Schema): OutputSchema => ({ documents: "many", json });
export const noOutput: OutputSchema = { documents: "none", json: null };
