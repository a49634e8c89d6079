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

const text: Schema = { type: "string" };
const flag: Schema = { type: "boolean" };
const wholeNumber: Schema = { type: "integer", minimum: 0 };
const time: Schema = { type: "string", format: "date-time" };
const anyObject: Schema = { type: "object" };

/** One of these texts. */
const enumOf = (...values: readonly string[]): Schema => ({ enum: [...values] });

const listOf = (items: Schema): Schema => ({ type: "array", items });

/** A schema that also accepts null. */
const orNull = (schema: Schema): Schema =>
  typeof schema.type === "string"
    ? { ...schema, type: [schema.type, "null"] }
    : { anyOf: [schema, { type: "null" }] };

const described = (description: string, schema: Schema): Schema => ({ ...schema, description });

type Properties = Readonly<Record<string, Schema>>;

/** An object that this tool produces: exactly these fields, of which only the optional ones can be absent. */
const closedObject = (properties: Properties, optional: Properties = {}): Schema => ({
  type: "object",
  properties: { ...properties, ...optional },
  required: Object.keys(properties),
  additionalProperties: false,
});

/** An object that the server produces. Extra fields are allowed; the known ones are described. */
const openObject = (properties: Properties, more: Readonly<Record<string, JsonValue>> = {}): Schema => ({
  type: "object",
  properties: { ...properties },
  ...more,
});

const oneDocument = (json: Schema): OutputSchema => ({ documents: "one", json });
/** An array; ndjson prints one item per line, and nothing for an empty array. */
const list = (item: Schema): OutputSchema => ({ documents: "one", json: listOf(item), ndjson: item });
const events = (json: Schema): OutputSchema => ({ documents: "many", json });
const nothing: OutputSchema = { documents: "none", json: null };

/** The parts that schemas are put together from. */
export const schema = {
  text,
  flag,
  wholeNumber,
  time,
  anyObject,
  enumOf,
  listOf,
  orNull,
  described,
  closedObject,
  openObject,
};

/** What a command prints. */
export const output = { oneDocument, list, events, nothing };
