import { EXIT_CODES } from "../../failures/exit-codes.js";
import {
  about,
  anyObject,
  closedObject,
  flag,
  listOf,
  one,
  orNull,
  text,
  wholeNumberSchema,
  word,
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
const type = word(...VALUE_TYPES);
const schema = about("A JSON Schema, 2020-12", anyObject);
const words = about(
  "Words it takes; empty where that is for you to say, and others only where the description says so",
  listOf(text),
);

const argument = closedObject({
  name: text,
  description: text,
  required: about("By place or by its flag", flag),
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
  variable: about("The environment variable that stands for it", orNull(text)),
  conflicts: about("Options that cannot stand beside it", listOf(text)),
  about: valueKind,
});

const exit = { code: wholeNumberSchema, name: word(...EXIT_CODES.map(({ name }) => name)), when: text };

const command = closedObject({
  command: text,
  summary: text,
  effect: about("What it does to Novu", word("reads", "writes", "local")),
  usage: text,
  arguments: listOf(argument),
  options: listOf(option),
  examples: listOf(text),
  prints: orNull(text),
  exitCodes: listOf(closedObject(exit)),
  fields: listOf(text),
  output: closedObject(
    {
      documents: word("one", "many", "none"),
      json: about("Of what --json prints; where there are many, of each line", orNull(schema)),
    },
    { ndjson: about("Of a line of -o ndjson; left out where it is what --json prints", schema) },
  ),
});

export const COMMANDS_SCHEMAS = {
  commands: one(
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
