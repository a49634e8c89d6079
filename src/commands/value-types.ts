/** What a value on the command line is, for a program that writes lines. */
export const VALUE_TYPES = [
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

/** By the name that help shows in angle brackets; any other is a text. */
const BY_NAME: Readonly<Record<string, ValueType>> = {
  "<duration>": "duration",
  "<file>": "file",
  "<json>": "json",
  "<n>": "integer",
  "<names>": "words",
  "<number>": "integer",
  "<p>": "number",
};

/** @param valueName such as `<duration>`; undefined for a switch */
export const valueType = (valueName: string | undefined, choices: readonly string[]): ValueType => {
  if (valueName === undefined) return "switch";
  return BY_NAME[valueName] ?? (choices.length > 0 ? "word" : "text");
};
