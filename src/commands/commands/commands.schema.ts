import * as v from "valibot";
import { output } from "../../schemas/command-output.js";
import { exitName } from "../../schemas/failure-documents.js";
import { anyObject, described, naturalNumber, textOrNull } from "../../schemas/values.js";

/** The types of values on the command line, for programs that build command lines. */
const type = v.picklist(["switch", "text", "word", "words", "integer", "number", "duration", "json", "file"]);
export type ValueType = v.InferOutput<typeof type>;

const text = v.string();
const jsonSchema = described("A JSON Schema, 2020-12", anyObject);
const words = described("Allowed words; empty if any value is allowed", v.array(text));

const argument = v.strictObject({
  name: text,
  description: text,
  required: described("Positional or as an option", v.boolean()),
  variadic: v.boolean(),
  type,
  words,
  about: textOrNull,
  flag: textOrNull,
});

const option = v.strictObject({
  flags: text,
  long: text,
  short: textOrNull,
  description: text,
  required: v.boolean(),
  valueName: textOrNull,
  type,
  words,
  default: textOrNull,
  repeatable: v.boolean(),
  variable: described("The environment variable for the same setting", textOrNull),
  conflicts: described("Options that can't be combined with it", v.array(text)),
  about: textOrNull,
});

const exitCodes = v.array(v.strictObject({ code: naturalNumber, name: exitName, when: text }));

const command = v.strictObject({
  command: text,
  summary: text,
  effect: described("Whether it reads or writes the Novu API", v.picklist(["reads", "writes", "local"])),
  usage: text,
  arguments: v.array(argument),
  options: v.array(option),
  examples: v.array(text),
  prints: textOrNull,
  exitCodes,
  fields: v.array(text),
  output: v.strictObject({
    documents: v.picklist(["one", "many", "none"]),
    json: described("Of the --json output; for a list, of each item", v.nullable(jsonSchema)),
    ndjson: v.exactOptional(described("Of a line of -o ndjson, if different from --json", jsonSchema)),
  }),
});

const catalog = v.strictObject({
  schema: v.literal(1),
  commands: v.array(command),
  globalOptions: v.array(option),
  exitCodes,
  failures: v.array(v.strictObject({ code: text, exit: naturalNumber, when: text })),
  errorDocument: jsonSchema,
  warningDocument: jsonSchema,
  variables: v.array(v.strictObject({ name: text, meaning: text, option: v.exactOptional(text) })),
});
export type Catalog = v.InferOutput<typeof catalog>;

export const COMMANDS_SCHEMAS = { commands: output.oneDocument(catalog) };
