import { EXIT_CODES } from "../../failures/exit-codes.js";
import { output, schema } from "../../schemas/json-schema.js";

/** The types of values on the command line, for programs that build command lines. */
const VALUE_TYPES = [
  "switch",
  "text",
  "word",
  "words",
  "integer",
  "number",
  "duration",
  "json",
  "file",
] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

const valueKind = schema.orNull(schema.text);
const type = schema.enumOf(...VALUE_TYPES);
const jsonSchema = schema.described("A JSON Schema, 2020-12", schema.anyObject);
const words = schema.described(
  "Words it takes; empty where that is for you to say, and others only where the description says so",
  schema.listOf(schema.text),
);

const argument = schema.closedObject({
  name: schema.text,
  description: schema.text,
  required: schema.described("By place or by its flag", schema.flag),
  variadic: schema.flag,
  type,
  words,
  about: valueKind,
  flag: schema.orNull(schema.text),
});

const option = schema.closedObject({
  flags: schema.text,
  long: schema.text,
  short: schema.orNull(schema.text),
  description: schema.text,
  required: schema.flag,
  valueName: schema.orNull(schema.text),
  type,
  words,
  default: schema.orNull(schema.text),
  repeatable: schema.flag,
  variable: schema.described("The environment variable that stands for it", schema.orNull(schema.text)),
  conflicts: schema.described("Options that cannot stand beside it", schema.listOf(schema.text)),
  about: valueKind,
});

const exit = {
  code: schema.wholeNumber,
  name: schema.enumOf(...EXIT_CODES.map(({ name }) => name)),
  when: schema.text,
};

const command = schema.closedObject({
  command: schema.text,
  summary: schema.text,
  effect: schema.described("What it does to Novu", schema.enumOf("reads", "writes", "local")),
  usage: schema.text,
  arguments: schema.listOf(argument),
  options: schema.listOf(option),
  examples: schema.listOf(schema.text),
  prints: schema.orNull(schema.text),
  exitCodes: schema.listOf(schema.closedObject(exit)),
  fields: schema.listOf(schema.text),
  output: schema.closedObject(
    {
      documents: schema.enumOf("one", "many", "none"),
      json: schema.described(
        "Of what --json prints; where there are many, of each line",
        schema.orNull(jsonSchema),
      ),
    },
    {
      ndjson: schema.described("Of a line of -o ndjson; left out where it is what --json prints", jsonSchema),
    },
  ),
});

export const COMMANDS_SCHEMAS = {
  commands: output.oneDocument(
    schema.closedObject({
      schema: { const: 1 },
      commands: schema.listOf(command),
      globalOptions: schema.listOf(option),
      exitCodes: schema.listOf(schema.closedObject(exit)),
      failures: schema.listOf(
        schema.closedObject({ code: schema.text, exit: schema.wholeNumber, when: schema.text }),
      ),
      errorDocument: jsonSchema,
      warningDocument: jsonSchema,
      variables: schema.listOf(
        schema.closedObject({ name: schema.text, meaning: schema.text }, { option: schema.text }),
      ),
    }),
  ),
} as const;
