import * as v from "valibot";

/** What a command prints to stdout in the formats for programs. */
export interface CommandOutput {
  /** `many`: one event per line, also with --json. */
  readonly documents: "one" | "many" | "none";
  /** The --json output, or each event if there are many. */
  readonly json: v.GenericSchema | null;
  /** One line of -o ndjson, if it differs from `json`. */
  readonly ndjson?: v.GenericSchema;
  /** The names for --fields. */
  readonly fields: FieldSource;
}

export interface FieldSource {
  /** The document that has them; null for none. */
  readonly of: v.GenericSchema | null;
  /** Whether fields of objects are named too, such as `environment.id`. Otherwise any path below a name is accepted. */
  readonly nested: boolean;
  /** Further names, whose values are read from the document. */
  readonly derived?: readonly string[];
}

type FieldOptions = Partial<FieldSource>;

const oneDocument = (
  json: v.GenericSchema,
  { of = json, nested = false, derived = [] }: FieldOptions = {},
): CommandOutput => ({
  documents: "one",
  json,
  fields: { of, nested, derived },
});

/** An array; ndjson prints one item per line, and nothing for an empty array. */
const list = (item: v.GenericSchema, options: FieldOptions = {}): CommandOutput => ({
  ...oneDocument(v.array(item), { of: item, ...options }),
  ndjson: item,
});

const events = (event: v.GenericSchema): CommandOutput => ({ ...oneDocument(event), documents: "many" });

const nothing: CommandOutput = { documents: "none", json: null, fields: { of: null, nested: false } };

export const output = { oneDocument, list, events, nothing };
