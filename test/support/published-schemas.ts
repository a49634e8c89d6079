import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { wholeTree } from "../../scripts/documents/command-tree.js";
import { outputSchemas } from "../../scripts/documents/output-schemas.js";
import { body } from "../../src/commands/commands/commands.run.js";
import type { Catalog } from "../../src/commands/commands/commands.schema.js";
import type { CommandNode } from "../../src/context/command-node.js";
import { leavesOf } from "../../src/views/command-nodes.js";
import type { Run } from "./run-cli.js";

const tree = await wholeTree();
let published: Catalog | undefined;

/** The document of `commands --json`. */
export const publishedCatalog = (): Catalog => {
  published ??= body.document({
    tree,
    commands: leavesOf(tree),
    schemas: outputSchemas(),
  });
  return published;
};

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false, allErrors: true });
addFormats.default(ajv);
const compiled = new Map<object, ValidateFunction>();

/** The validation errors of a value; each schema is compiled once. */
export const schemaErrors = (schema: object, value: unknown): string[] => {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  return validate(value) ? [] : [ajv.errorsText(validate.errors)];
};

/** The command in a command line. */
const commandIn = (argv: readonly string[], node: CommandNode): string => {
  const child = (word: string) => node.children.find(({ path }) => path.split(" ").at(-1) === word);
  const at = argv.findIndex((word) => child(word) !== undefined);
  const found = child(argv[at] ?? "");
  return found === undefined ? node.path : commandIn(argv.slice(at + 1), found);
};

const formatIn = (argv: readonly string[]): string | undefined => {
  if (argv.includes("--json")) return "json";
  const at = argv.findLastIndex((word) => word === "-o" || word === "--output");
  return at < 0 ? undefined : argv[at + 1];
};

const hasSelection = (argv: readonly string[]): boolean =>
  argv.some((word) => /^--(fields|query)\b/.test(word));

/** Machine-readable output of a run that does not match the published schemas. */
export const schemaViolations = (argv: readonly string[], { stdout, stderr }: Run): string[] => {
  // A shell asks for suggestions; the words after it are the line that is completed.
  if (argv[0] === "__complete") return [];
  const format = formatIn(argv);
  if (format !== "json" && format !== "ndjson") return [];
  return [...(hasSelection(argv) ? [] : resultViolations(argv, format, stdout)), ...stderrViolations(stderr)];
};

const resultViolations = (argv: readonly string[], format: "json" | "ndjson", stdout: string): string[] => {
  if (stdout === "" || argv.some((word) => /^(?:-[a-zA-Z]*[hV]|--help$|--version$)/.test(word))) return [];
  const command = commandIn(argv, tree);
  const output = publishedCatalog().commands.find((entry) => entry.command === command)?.output;
  if (output === undefined || output.json === null) return [`${command}: prints, and has no schema`];
  const isInLines = format === "ndjson" || output.documents === "many";
  const schema = format === "ndjson" ? (output.ndjson ?? output.json) : output.json;
  const values = isInLines ? stdout.trimEnd().split("\n") : [stdout];
  return values
    .filter((text) => text !== "")
    .flatMap((text) => schemaErrors(schema, JSON.parse(text)))
    .map((error) => `${command} (${format}): ${error}`);
};

/** stderr has one document per line: warnings, then possibly the error. */
const stderrViolations = (stderr: string): string[] => {
  const lines = stderr.split("\n").filter((line) => line.startsWith('{"schema"'));
  const { errorDocument, warningDocument } = publishedCatalog();
  return lines.flatMap((line) => {
    const schema = line.startsWith('{"schema":1,"warning"') ? warningDocument : errorDocument;
    return schemaErrors(schema, JSON.parse(line)).map((error) => `stderr: ${error}`);
  });
};
