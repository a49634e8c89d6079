import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { COMMAND_OUTPUTS, outputSchemas } from "../../scripts/documents/output-schemas.js";
import { loadCommands } from "../../src/cli/load-commands.js";
import { buildProgram, everySpec } from "../../src/cli/program.js";
import { arrayOf, isJsonObject, type JsonObject, type JsonValue, objectOf } from "../../src/model/json.js";
import { everyCommand, missingLines } from "../support/every-command.js";
import { programTree } from "../support/program-tree.js";
import { publishedCatalog, schemaErrors } from "../support/published-schemas.js";
import { run } from "../support/run-cli.js";
import { type RunLine, runEveryCommand } from "../support/run-every-command.js";
import { useSandbox } from "../support/sandbox.js";

// `run` holds every machine-readable output of every test against these schemas; here all commands have their turn,
// and the schemas themselves are tried.

const MISSING = "65f0c1a9b2d4e6f8a0b1c2d3";
const commands = publishedCatalog().commands;

test("every command has a schema of its output, and every schema a command", () => {
  const paths = everyCommand.map(({ path }) => path);
  const without = paths.filter((path) => COMMAND_OUTPUTS[path] === undefined);
  expect(without, "describe what these commands print in src/commands/<noun>/<noun>.schema.ts").toEqual([]);
  const stale = Object.keys(COMMAND_OUTPUTS).filter((path) => !paths.includes(path));
  expect(stale, "remove these schemas: no such command").toEqual([]);
});

test("a command whose exit code is its only result has no document, and every other one has", async () => {
  const { spec } = buildProgram(
    async () => {},
    await loadCommands(),
    {
      version: "",
      write: () => {},
      width: 0,
    },
    programTree,
  );
  const silent = everySpec(spec).filter(({ notes }) => notes.isSilent);
  expect(
    commands.filter(({ output }) => output.documents === "none").map(({ command }) => command),
    "give these a schema in src/commands/<noun>/<noun>.schema.ts, or isSilent in their specs",
  ).toEqual(silent.map(({ command }) => pathOf(command)));
});

const pathOf = (command: CommandUnknownOpts): string =>
  command.parent === null ? "" : `${pathOf(command.parent)} ${command.name()}`.trim();

test("--fields offers what the schema of a document of our own has, and nothing else", () => {
  const schemas = outputSchemas().commands;
  for (const { path, fields } of everyCommand) {
    const { json, ndjson } = schemas[path] ?? expect.fail(path);
    const documents = [json, ndjson].flatMap(objectsIn);
    if (documents.some(({ additionalProperties }) => additionalProperties !== false)) continue;
    const known = new Set(documents.flatMap(pathsIn));
    expect([path, fields.filter((field) => !known.has(field))]).toEqual([path, []]);
    const names = documents.flatMap(({ properties }) => Object.keys(objectOf(properties) ?? {}));
    expect([path, names.filter((name) => !fields.includes(name))]).toEqual([path, []]);
  }
});

/** What a schema allows, in lists too. */
const objectsIn = (schema: JsonValue | undefined): readonly JsonObject[] => {
  if (!isJsonObject(schema)) return [];
  const { anyOf, items } = schema;
  return anyOf === undefined && items === undefined
    ? [schema]
    : [...arrayOf(anyOf), items].flatMap(objectsIn);
};

/** `environment`, `environment.id` */
const pathsIn = ({ properties }: JsonObject): readonly string[] =>
  Object.entries(objectOf(properties) ?? {}).flatMap(([name, schema]) => [
    name,
    ...objectsIn(schema).flatMap((inner) => pathsIn(inner).map((path) => `${name}.${path}`)),
  ]);

test("what is published is JSON Schema of the 2020-12 draft, each complete by itself", () => {
  const { validateSchema, errorsText } = bound(new Ajv2020({ allErrors: true }));
  const schemas = [
    publishedCatalog().errorDocument,
    ...commands.flatMap(({ output: { json, ndjson } }) => [json, ndjson].filter((schema) => schema != null)),
  ];
  for (const schema of schemas) {
    expect(schema).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema" });
    expect(validateSchema(schema), errorsText()).toBe(true);
    expect(JSON.stringify(schema)).not.toContain("$ref");
  }
});

const bound = (ajv: Ajv2020) => ({
  validateSchema: (schema: object) => ajv.validateSchema(schema),
  errorsText: () => ajv.errorsText(ajv.errors),
});

const commandIn = (line: string) =>
  commands.find(({ command }) => line === command || line.startsWith(`${command} `));

/** Both formats for programs; what was printed as JSON is kept, by command. */
const recordedIn = (printed: Map<string, JsonValue[]>): readonly RunLine[] => [
  async (line, code, options) => {
    const end = await run([...line.split(" "), "-o", "ndjson"], options);
    expect(end.code, `${line}\n${end.stderr}`).toBe(code);
  },
  async (line, code, options) => {
    const end = await run([...line.split(" "), "--json"], options);
    expect(end.code, `${line}\n${end.stderr}`).toBe(code);
    const { command = "", output } = commandIn(line) ?? {};
    const documents = output?.documents === "many" ? end.stdout.trimEnd().split("\n") : [end.stdout];
    if (end.stdout === "") return;
    const parsed = documents.map((document): JsonValue => JSON.parse(document));
    printed.set(command, [...(printed.get(command) ?? []), ...parsed]);
  },
];

test.each(["3.15", "2.0"] as const)(
  "all that is printed for programs is as published, with Novu %s",
  async (server) => {
    const printed = new Map<string, JsonValue[]>();
    await runEveryCommand(server, recordedIn(printed));
    const speaking = commands.filter(({ output }) => output.documents !== "none");
    expect(
      missingLines(
        "test/support/run-every-command.ts",
        "a part of",
        everyCommand.filter(({ path }) => speaking.some(({ command }) => command === path)),
        [...printed.keys()],
      ),
    ).toEqual([]);
    for (const { command, output } of speaking) {
      const [schema, documents] = [output.json ?? {}, printed.get(command) ?? []];
      if (AS_IT_CAME.has(command)) expect(misshapen(schema, documents), command).toEqual([]);
      else if (command !== "api") {
        expect(holes(schema, documents, MAY_GO[command]), command).toEqual([]);
        expect(surplus(schema, documents), command).toEqual([]);
      }
    }
  },
);

test("an error lacks nothing of its document, and has nothing more", async () => {
  const schema = publishedCatalog().errorDocument;
  const sandbox = await useSandbox();
  const refused = await run(["message", "show", "sub-1", MISSING, "--json"], { env: sandbox.env });
  const denied = await run(["whoami", "--json"], {
    env: { ...sandbox.env, NOVU_SECRET_KEY: "0".repeat(32) },
  });
  const documents = [refused, denied].map(({ stderr }) => JSON.parse(stderr));
  expect(holes(schema, documents, /\.details\.|\.next\[\]\.when$|\.http$/)).toEqual([]);
  expect(surplus(schema, documents)).toEqual([]);
});

test("of an api call nothing is promised of the answer itself", () => {
  const { output } = commands.find(({ command }) => command === "api") ?? {};
  for (const value of [null, "text", 1, [], { a: 1 }])
    expect(schemaErrors(output?.json ?? {}, value)).toEqual([]);
});

/** Novu's documents: a server may leave out any field of them but an id. */
const AS_IT_CAME: ReadonlySet<string> = new Set([
  "action set",
  "action complete",
  "action revert",
  "action get",
  "message list",
  "message show",
  "subscriber list",
  "subscriber show",
]);

/** What of a document of ours is optional, or for others to say. */
const MAY_GO: Readonly<Record<string, RegExp>> = {
  "action wait": /^(?:\.messages\[\])?\.(?:message|payload)\./,
  "action watch": /^(?:\.before)?\.(?:message|payload)\./,
  "action apply": /\.payload\.|\.(?:payload|before|after|why)$/,
  doctor: /\.details\.|\.next\[\]\.when$/,
  "sandbox fault": /\.(?:method|path|probability|seed|retryAfter)$/,
  commands: /\.(?:json|ndjson|errorDocument|warningDocument)\.|\.(?:ndjson|option)$/,
};

/** Documents of Novu's that pass although an id, or the shape of what is known, is wrong. */
const misshapen = (schema: object, documents: readonly JsonValue[]): JsonValue[] =>
  documents.flatMap((document) => {
    const [first, ...rest] = Array.isArray(document) ? document : [document];
    if (first === undefined || first === null || typeof first !== "object" || "headers" in first) return [];
    const { _id, id, subscriberId, ...nameless } = first as Readonly<Record<string, JsonValue>>;
    const spoilt: JsonValue[] = [nameless, { ...first, createdAt: 1 }, "text", null];
    const whole = (item: JsonValue) => (Array.isArray(document) ? [item, ...rest] : item);
    return spoilt.filter((item) => schemaErrors(schema, whole(item)).length === 0);
  });

/** What was printed, with a field that nobody knows, where the schema has nothing against it. */
const surplus = (schema: object, documents: readonly JsonValue[]): JsonValue[] =>
  documents
    .filter((document) => !Array.isArray(document) || document.length > 0)
    .map((document) => {
      const [first] = Array.isArray(document) ? document : [document];
      const more = { ...(first as object), unheardOf: 1 };
      return Array.isArray(document) ? [more] : more;
    })
    .filter((document) => schemaErrors(schema, document).length === 0);

/** Fields of what was printed that could go without the schema's having anything against it. */
const holes = (schema: object, documents: readonly JsonValue[], mayGo = /^$/): string[] => {
  const found = documents.flatMap((document) =>
    withoutOne(document)
      .filter(({ gone }) => !mayGo.test(gone))
      .filter(({ rest }) => schemaErrors(schema, rest).length === 0)
      .map(({ gone }) => gone),
  );
  return [...new Set(found)].sort();
};

interface Lacking {
  readonly gone: string;
  readonly rest: JsonValue;
}

/** The document without one of its fields, each in its turn, however deep; the path has no positions. */
const withoutOne = (value: JsonValue): Lacking[] => {
  if (Array.isArray(value)) {
    return value.flatMap((item, at) =>
      withoutOne(item).map(({ gone, rest }) => ({ gone: `[]${gone}`, rest: value.with(at, rest) })),
    );
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const { [name]: _, ...rest } = value;
    return [
      { gone: `.${name}`, rest },
      ...withoutOne(inner ?? null).map((part) => ({
        gone: `.${name}${part.gone}`,
        rest: { ...value, [name]: part.rest },
      })),
    ];
  });
};
