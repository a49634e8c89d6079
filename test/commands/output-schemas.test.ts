import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { COMMAND_OUTPUTS, outputSchemas } from "../../scripts/documents/output-schemas.js";
import { loadCommands } from "../../src/cli/load-commands.js";
import { buildProgram, everySpec } from "../../src/cli/program.js";
import { arrayOf, isJsonObject, type JsonObject, type JsonValue, objectOf } from "../../src/model/json.js";
import { everyCommand, missingLines } from "../support/every-command.js";
import { useProfileHome } from "../support/profile-home.js";
import { programTree } from "../support/program-tree.js";
import { publishedCatalog, schemaErrors } from "../support/published-schemas.js";
import { type Run, run } from "../support/run-cli.js";
import { KEY, seedOne, useSandbox } from "../support/sandbox.js";
import { useTempDir } from "../support/temp-dir.js";

// `run` holds every machine-readable output of every test against these schemas; here all commands have their turn,
// and the schemas themselves are tried.

const MISSING = "65f0c1a9b2d4e6f8a0b1c2d3";
const commands = publishedCatalog().commands;

test("every command has a schema of its output, and every schema a command", () => {
  const paths = everyCommand.map(({ path }) => path);
  const without = paths.filter((path) => COMMAND_OUTPUTS[path] === undefined);
  expect(without, "describe what these commands print in src/commands/<noun>/<noun>.schema.ts").toEqual([]);
  const stale = Object.keys(COMMAND_OUTPUTS).filter((path) => !paths.includes(path));
  expect(stale, "remove these schemas: there is no such command").toEqual([]);
});

test("a command whose exit code is its only result has no document, and every other one has", async () => {
  const { spec } = buildProgram(async () => {}, await loadCommands(), {
    version: "",
    write: () => {},
    width: 0,
  }, programTree);
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

/** Runs a line in both formats for programs, and keeps what it printed, by command. */
const createRecorder = (env: Readonly<Record<string, string>>, home: string) => {
  const printed = new Map<string, JsonValue[]>();
  const inFormat = async (line: string, format: readonly string[], more: object): Promise<Run> =>
    run([...line.split(" "), ...format], { env, home, ...more });
  const command = (line: string) =>
    commands.find((entry) => line === entry.command || line.startsWith(`${entry.command} `))?.command ?? "";
  const keep = (text: string, documents: readonly string[]) =>
    printed.set(command(text), [
      ...(printed.get(command(text)) ?? []),
      ...documents.map((document) => JSON.parse(document)),
    ]);
  return {
    printed,
    once: async (text: string, format: "json" | "ndjson") => {
      const { code, stdout, stderr } = await inFormat(text, ["-o", format], {});
      expect(code, stderr).toBe(0);
      keep(text, [stdout]);
    },
    /** @param line that can be run twice */
    line: async (line: string, code = 0, more: object = {}) => {
      const asLines = await inFormat(line, ["-o", "ndjson"], more);
      const { code: ended, stdout, stderr } = await inFormat(line, ["--json"], more);
      expect([asLines.code, ended], `${line}\n${stderr}`).toEqual([code, code]);
      const isMany = commands.find((entry) => entry.command === command(line))?.output.documents === "many";
      const documents = isMany ? stdout.trimEnd().split("\n") : [stdout];
      if (stdout !== "") keep(line, documents);
    },
  };
};

const useEverything = async (server: "3.15" | "2.0") => {
  const sandbox = await useSandbox({ server });
  const home = useProfileHome();
  const record = createRecorder({ ...sandbox.env, ...home.env, KEY_OF_STAGING: KEY }, useTempDir());
  return { sandbox, home, record };
};
type Everything = Awaited<ReturnType<typeof useEverything>>;

const messages = async ({ sandbox, record: { line } }: Everything) => {
  await line("message list");
  const id = seedOne(sandbox);
  await line("message list");
  await line(`action get sub-1 ${id}`);
  await line(`action set sub-1 ${id} primary --status done --dry-run --set by=me`);
  await line(`action set sub-1 ${id} primary --status done --set by=me`);
  await line("action get sub-1 --latest");
  await line(`action complete sub-1 ${id} primary --clear-payload`);
  await line(`message show sub-1 ${id}`);
  await line(`action wait sub-1 ${id}`);
  await line(`action revert sub-1 ${id} primary`);
  await line(`action wait sub-1 ${id} --timeout 0`, 8);
  const other = seedOne(sandbox, { answer: { button: "secondary", payload: { a: [1] } } });
  await line(`action wait sub-1 ${id} ${other} --any --exit-zero`);
  const odd = seedOne(sandbox);
  await line(
    `api POST /v1/subscribers/sub-1/messages/${odd}/actions/primary --set status=done --set payload=text`,
  );
  await line(`action get sub-1 ${odd}`);
  await line(`action wait sub-1 ${odd}`);
  const notice = seedOne(sandbox, { workflow: "notice" });
  await line(`message show sub-1 ${notice}`);
  await line(`action wait sub-1 ${notice}`, 22);
  await line(`message mark sub-1 ${id} ${other} --as read`);
  await line(`message mark sub-1 ${id} ${MISSING} --as seen`, 5);
  await line(`message delete ${seedOne(sandbox)} ${MISSING} --yes`, 5);
};

const many = async ({ sandbox, record: { line } }: Everything) => {
  const rows = {
    stdin: `${JSON.stringify({ subscriberId: "sub-1", messageId: seedOne(sandbox), type: "primary", status: "done", payload: { a: 1 } })}\n{"subscriberId":"sub-1","messageId":"${MISSING}","type":"primary","status":"done"}\n`,
  };
  const input = "action apply -f - --input-format ndjson";
  await line(`${input} --plan`, 11, rows);
  await line(`${input} --dry-run`, 0, rows);
  await line(`${input} --yes --no-precheck`, 11, rows);
};

/** One event for each look's pause. */
const watching = async ({ sandbox, record }: Everything) => {
  const id = seedOne(sandbox);
  const presses = ["primary", "secondary"] as const;
  let pauses = 0;
  const sleep = async () => sandbox.click(id, presses[pauses++ % 2] ?? "primary");
  await record.line("action watch --count 3", 0, { sleep });
};

const others = async ({ sandbox, record: { line } }: Everything) => {
  await line("subscriber list");
  await line("subscriber list --search nobody-is-called-so");
  await line("subscriber show sub-1");
  await line("whoami");
  await line("whoami --profile nobody", 3);
  await line("profile list");
  await line(`profile add prod --key-env KEY_OF_STAGING --api-url ${sandbox.url} --yes`);
  await line(`profile add later --key-env NO_SUCH --no-verify --api-url ${sandbox.url} --yes`);
  await line("profile list");
  await line("profile show prod");
  await line("profile use later");
  await line("profile rename later prod", 3);
  await line("profile verify prod");
  await line("profile verify --all", 4);
  await line("doctor");
  await line("api GET /v1/messages");
  await line("api GET /v1/messages --paginate --limit 2");
  await line("api GET /v1/messages --include");
  await line("api POST /v1/subscribers --set subscriberId=x --dry-run");
};

/** What cannot be done twice is done in one format, then the other. */
const once = async ({ record: { once } }: Everything) => {
  for (const format of ["json", "ndjson"] as const) {
    await once("profile rename later latest", format);
    await once("profile rename latest later", format);
    await once("profile remove later --yes", format);
    await once("profile add later --key-env KEY_OF_STAGING --no-verify", format);
  }
};

const ofSandboxes = async ({ sandbox, record: { line } }: Everything) => {
  const id = seedOne(sandbox);
  await line("sandbox seed --count 2");
  await line(`sandbox click ${id} secondary`);
  await line("sandbox fault --armed");
  await line("sandbox fault rate-limit --times forever --retry-after 0 --method GET --path /v9");
  await line("sandbox fault error-503 --probability 0.5 --seed 7 --kind writes");
  await line("sandbox fault --armed");
  await line("sandbox fault --list");
  await line("sandbox fault --clear");
  await line("sandbox start --stop-after 1ms");
  await line("sandbox stop");
  await line("sandbox demo");
};

const local = async ({ record: { line } }: Everything) => {
  await line("completion bash");
  await line("completion zsh --install");
  await line("commands sandbox click");
  await line("commands profle", 2);
  await line("help");
  await line("help exit-codes");
};

test.each(["3.15", "2.0"] as const)(
  "all that is printed for programs is as published, with Novu %s",
  async (server) => {
    const everything = await useEverything(server);
    for (const part of [messages, many, watching, others, once, ofSandboxes, local]) await part(everything);
    const { printed } = everything.record;
    const speaking = commands.filter(({ output }) => output.documents !== "none");
    expect(
      missingLines(
        "test/commands/output-schemas.test.ts",
        "one of the functions of",
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
