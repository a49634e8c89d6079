import { EXIT_CODES } from "../../failures/exit-codes.js";
import {
  anyObject,
  closedObject,
  described,
  enumOf,
  flag,
  listOf,
  oneDocument,
  orNull,
  text,
  wholeNumberSchema,
} from "../../schemas/json-schema.js";

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

const valueKind = orNull(text);
const type = enumOf(...VALUE_TYPES);
const schema = described("A JSON Schema, 2020-12", anyObject);
const words = described(
  "Words it takes; empty where that is for you to say, and others only where the description says so",
  listOf(text),
);

const argument = closedObject({
  name: text,
  description: text,
  required: described("By place or by its flag", flag),
  variadic: flag,
  type,
  words,
  about: valueKind,
  flag: orNull(text),
});

const option = closedObject({
  flags: text,
  long: text,
  short: orNull(text),
  description: text,
  required: flag,
  valueName: orNull(text),
  type,
  words,
  default: orNull(text),
  repeatable: flag,
  variable: described("The environment variable that stands for it", orNull(text)),
  conflicts: described("Options that cannot stand beside it", listOf(text)),
  about: valueKind,
});

const exit = { code: wholeNumberSchema, name: enumOf(...EXIT_CODES.map(({ name }) => name)), when: text };

const command = closedObject({
  command: text,
  summary: text,
  effect: described("What it does to Novu", enumOf("reads", "writes", "local")),
  usage: text,
  arguments: listOf(argument),
  options: listOf(option),
  examples: listOf(text),
  prints: orNull(text),
  exitCodes: listOf(closedObject(exit)),
  fields: listOf(text),
  output: closedObject(
    {
      documents: enumOf("one", "many", "none"),
      json: described("Of what --json prints; where there are many, of each line", orNull(schema)),
    },
    { ndjson: described("Of a line of -o ndjson; left out where it is what --json prints", schema) },
  ),
});

export const COMMANDS_SCHEMAS = {
  commands: oneDocument(
    closedObject({
      schema: { const: 1 },
      commands: listOf(command),
      globalOptions: listOf(option),
      exitCodes: listOf(closedObject(exit)),
      failures: listOf(closedObject({ code: text, exit: wholeNumberSchema, when: text })),
      errorDocument: schema,
      warningDocument: schema,
      variables: listOf(closedObject({ name: text, meaning: text }, { option: text })),
    }),
  ),
} as const;
