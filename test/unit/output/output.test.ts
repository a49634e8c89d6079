import { PassThrough, Writable } from "node:stream";
import { expect, test } from "vitest";
import type { JsonValue } from "../../../src/model/json.js";
import { OUTPUT_FORMATS, type OutputFormat } from "../../../src/output/formats.js";
import { createOutput, type OutputOptions } from "../../../src/output/output.js";
import { plainStyle } from "../../../src/output/style.js";
import type { View } from "../../../src/output/view.js";
import { failureOf } from "../failures/failure-of.js";
import { NOW } from "./cells.js";

interface OutputSetup extends Partial<OutputOptions> {
  /** Which streams are terminals. */
  readonly terminals?: readonly ("stdout" | "stderr")[];
  readonly columns?: number;
  readonly stdout?: Writable;
}

const TERMINAL = ["stdout", "stderr"] as const;

const open = ({ terminals = [], columns = 80, stdout = new PassThrough(), ...options }: OutputSetup) => {
  const stderr = new PassThrough();
  const output = createOutput(
    { format: "table", quiet: false, isVerbose: false, ...options },
    {
      stdout: { stream: stdout, isTerminal: terminals.includes("stdout"), columns },
      stderr: { stream: stderr, isTerminal: terminals.includes("stderr"), columns },
    },
    {
      stdoutStyle: async () => plainStyle,
      stderrStyle: async () => (text, tone) => (tone === undefined ? text : `<${tone}>${text}</>`),
      terminal: () => import("../../../src/output/terminal.js"),
      csv: () => import("../../../src/output/csv.js"),
      query: () => import("../../../src/output/query.js"),
      progress: () => import("../../../src/output/show-progress.js"),
      withoutKeys: (text) => text.replaceAll("s3cret-key", "***"),
    },
    () => NOW,
  );
  const written = () =>
    [stdout, stderr].map((stream) => String((stream instanceof PassThrough && stream.read()) || ""));
  return { output, written };
};

const DOCUMENT = { _id: "m1", title: "Deploy?", cta: { n: 1 } };
const VIEW: View = {
  headline: { level: "done", text: "primary → done", context: "env Production" },
  title: ["Deploy?"],
  table: {
    columns: [{ title: "BUTTON" }, { title: "LAST RESULT" }, { title: "WHEN" }],
    rows: [[{ text: "primary" }, "none", { time: "2026-11-23T11:57:00.000Z" }]],
  },
  footer: [{ label: "workflow", value: { text: "deploy" } }],
  warnings: ["both buttons share one status"],
};

const show = async (given: OutputSetup, screen: View = VIEW, document: JsonValue = DOCUMENT) => {
  const { output, written } = open(given);
  await output.result({ document: () => document, view: () => screen });
  return written();
};

const HEADLINE = "<strong>✔</> primary → done   <muted>env Production</>\n";
const WARNING = "<strong>!</> both buttons share one status\n";
const JSON_TEXT = '{\n  "_id": "m1",\n  "title": "Deploy?",\n  "cta": {\n    "n": 1\n  }\n}\n';
const NDJSON_TEXT = '{"_id":"m1","title":"Deploy?","cta":{"n":1}}\n';
const TSV_TEXT = "primary\t\t2026-11-23T11:57:00.000Z\n";
const CSV_TEXT = "button,last_result,when\nprimary,,2026-11-23T11:57:00.000Z\n";
const PERSON_TEXT =
  "  Deploy?\n  BUTTON   LAST RESULT  WHEN\n  primary  –            3 minutes ago\n  workflow deploy\n";

const EXPECTED: Readonly<
  Record<OutputFormat, { readonly pipe: string; readonly terminal: string; readonly talks: boolean }>
> = {
  table: { pipe: TSV_TEXT, terminal: PERSON_TEXT, talks: true },
  json: { pipe: JSON_TEXT, terminal: JSON_TEXT, talks: false },
  ndjson: { pipe: NDJSON_TEXT, terminal: NDJSON_TEXT, talks: false },
  csv: { pipe: CSV_TEXT, terminal: CSV_TEXT, talks: true },
  tsv: { pipe: TSV_TEXT, terminal: TSV_TEXT, talks: true },
};

test.each(OUTPUT_FORMATS)(
  "as %s: what goes where, into a pipe and to a terminal, loud and quiet",
  async (format) => {
    const { pipe, terminal, talks } = EXPECTED[format];
    const loud = talks ? HEADLINE + WARNING : "";
    const quiet = talks ? WARNING : "";
    expect(await show({ format })).toEqual([pipe, quiet]);
    expect(await show({ format, isVerbose: true })).toEqual([pipe, loud]);
    expect(await show({ format, quiet: true })).toEqual([pipe, quiet]);
    expect(await show({ format, terminals: TERMINAL })).toEqual([terminal, loud]);
    expect(await show({ format, terminals: TERMINAL, quiet: true })).toEqual([terminal, quiet]);
  },
);

test("each stream is a terminal or not independently", async () => {
  expect(await show({ terminals: ["stderr"] })).toEqual([TSV_TEXT, HEADLINE + WARNING]);
  expect(await show({ terminals: ["stdout"] })).toEqual([PERSON_TEXT, WARNING]);
});

test.each(OUTPUT_FORMATS)(
  "notes, ready texts and waiting keep silent where they should: %s",
  async (format) => {
    const { output, written } = open({ format, terminals: TERMINAL });
    await output.note("4 messages");
    await output.print("ready");
    expect(await output.during("asking", Promise.resolve(7))).toBe(7);
    expect(written()).toEqual(EXPECTED[format].talks ? ["ready\n", "<muted>·</> 4 messages\n"] : ["", ""]);
  },
);

test("--quiet suppresses notes, not printed texts", async () => {
  const { output, written } = open({ quiet: true });
  await output.note("4 messages");
  await output.print("ready");
  expect(written()).toEqual(["ready\n", ""]);
});

test("only what is shown of a result is computed", async () => {
  const asked: string[] = [];
  const result = {
    document: () => {
      asked.push("document");
      return DOCUMENT;
    },
    view: () => {
      asked.push("screen");
      return {};
    },
  };
  await open({ format: "json" }).output.result(result);
  expect(asked).toEqual(["document"]);
  asked.length = 0;
  await open({ format: "tsv" }).output.result(result);
  expect(new Set(asked)).toEqual(new Set(["screen"]));
});

test.each<[string, OutputSetup, string]>([
  ["JSON", { format: "json" }, '{\n  "title": "Deploy?",\n  "cta": {\n    "n": 1\n  }\n}\n'],
  ["NDJSON", { format: "ndjson" }, '{"title":"Deploy?","cta":{"n":1}}\n'],
  ["CSV", { format: "csv" }, "title,cta.n\nDeploy?,1\n"],
  ["TSV", { format: "tsv" }, "Deploy?\t1\n"],
  ["a table into a pipe", {}, "Deploy?\t1\n"],
  ["a table", { terminals: TERMINAL }, "  title    cta.n\n  Deploy?  1\n"],
])("--fields picks from the document, as %s", async (_what, given, expected) => {
  const [stdout] = await show({ ...given, fields: "title, cta.n" });
  expect(stdout).toBe(expected);
});

test.each<[string, OutputSetup, string]>([
  ["a scalar is bare", { query: "title" }, "Deploy?\n"],
  ["a scalar is bare as JSON, too", { query: "title", format: "json" }, "Deploy?\n"],
  ["an object is JSON", { query: "cta" }, '{\n  "n": 1\n}\n'],
  ["an object is a line", { query: "cta", format: "ndjson" }, '{"n":1}\n'],
  ["a list is lines", { query: "[title, _id]", format: "ndjson" }, '"Deploy?"\n"m1"\n'],
  ["nothing is an empty line", { query: "nope" }, "\n"],
  ["a table's columns do not count", { query: "_id", format: "csv" }, "m1\n"],
  ["a terminal changes nothing", { query: "cta", terminals: TERMINAL }, '{\n  "n": 1\n}\n'],
])("--query: %s", async (_what, given, expected) => {
  const [stdout] = await show(given);
  expect(stdout).toBe(expected);
});

test("a query that does not fit the document fails when it is applied, not before", async () => {
  const { output, written } = open({ query: "sum(title)" });
  await output.check(() => []);
  const failure = await failureOf(() => output.result({ document: () => DOCUMENT, view: () => ({}) }));
  expect([failure.code, written()]).toEqual(["E_QUERY_RESULT", ["", ""]]);
});

test.each<[string, OutputSetup, string]>([
  ["an unknown field", { fields: "titel" }, "E_FIELD"],
  ["no field", { fields: "," }, "E_FIELD"],
  ["a query that can't be read", { query: "a[" }, "E_QUERY"],
  ["fields and a query", { fields: "title", query: "title" }, "E_CONFLICT"],
])("before anything is sent, %s is refused", async (_what, given, code) => {
  const { output } = open(given);
  expect((await failureOf(() => output.check(() => ["title", "_id"]))).code).toBe(code);
});

test("valid fields and queries pass the check", async () => {
  await open({ fields: "title,_id" }).output.check(() => ["title", "_id"]);
  await open({ query: "a.b" }).output.check(() => []);
  await open({}).output.check(() => []);
  expect(open({ query: "a" }).output.isForPerson).toBe(false);
});

test.each<[OutputSetup, boolean]>([
  [{ terminals: TERMINAL }, true],
  [{ terminals: ["stdout"] }, true],
  [{ terminals: ["stderr"] }, false],
  [{}, false],
  [{ terminals: TERMINAL, format: "json" }, false],
  [{ terminals: TERMINAL, format: "tsv" }, false],
  [{ terminals: TERMINAL, query: "a" }, false],
])("a person reads it: %j is %s", (given, isForPerson) => {
  expect(open(given).output.isForPerson).toBe(isForPerson);
});

const UNSAFE_TEXT = "a\u001b[31mb\u009b1m\u202e";
const UNSAFE_VIEW: View = {
  title: ["plain"],
  table: { columns: [{ title: "X" }], rows: [[{ text: UNSAFE_TEXT }]] },
};
const UNSAFE_DOCUMENT = { x: UNSAFE_TEXT, y: 1 };
const CLEANED = "<muted>·</> control characters were removed above; --json shows them\n";

test.each<[string, OutputSetup, string, string]>([
  ["a table", { terminals: TERMINAL }, "  plain\n  X\n  ab\n", CLEANED],
  ["a table into a pipe", {}, "ab\n", ""],
  ["a table into a pipe, with -v", { isVerbose: true }, "ab\n", CLEANED],
  ["TSV, with -v", { format: "tsv", isVerbose: true }, "ab\n", CLEANED],
  ["a chosen field, with -v", { fields: "x", isVerbose: true }, "ab\n", CLEANED],
  ["a chosen field that is clean", { fields: "y" }, "1\n", ""],
  ["--quiet", { quiet: true }, "ab\n", ""],
  ["CSV for a program", { format: "csv" }, `x\n${UNSAFE_TEXT}\n`, ""],
  ["CSV on a terminal", { format: "csv", terminals: TERMINAL }, "x\nab\n", CLEANED],
  ["a query for a program", { query: "x" }, `${UNSAFE_TEXT}\n`, ""],
  ["a query on a terminal", { query: "x", terminals: TERMINAL }, "ab\n", CLEANED],
  ["a clean query on a terminal", { query: "y", terminals: TERMINAL }, "1\n", ""],
])("control characters of a tenant, and the word about them: %s", async (_what, given, stdout, stderr) => {
  expect(await show(given, UNSAFE_VIEW, UNSAFE_DOCUMENT)).toEqual([stdout, stderr]);
});

test.each<OutputFormat>(["json", "ndjson"])(
  "as %s nothing is lost into a pipe, and nothing steers a terminal",
  async (format) => {
    const [piped = "", stderr] = await show({ format }, UNSAFE_VIEW, UNSAFE_DOCUMENT);
    expect([JSON.parse(piped), stderr]).toEqual([UNSAFE_DOCUMENT, ""]);
    const [drawn = ""] = await show({ format, terminals: TERMINAL }, UNSAFE_VIEW, UNSAFE_DOCUMENT);
    expect(drawn).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  },
);

test("an unsafe title that is not shown in a pipe causes no note there", async () => {
  const screen: View = {
    title: [UNSAFE_TEXT],
    table: { columns: [{ title: "X" }], rows: [[{ text: "b" }]] },
  };
  expect(await show({}, screen)).toEqual(["b\n", ""]);
  expect(await show({ terminals: TERMINAL }, screen)).toEqual(["  ab\n  X\n  b\n", CLEANED]);
});

test("headline, warnings and notes are sanitized lines", async () => {
  const forged = "a\n✔ forged\u001b[2J";
  const [, stderr] = await show(
    { isVerbose: true },
    { headline: { level: "warn", text: forged, context: forged }, warnings: [forged] },
  );
  expect(stderr).toBe("<strong>!</> a ✔ forged   <muted>a ✔ forged</>\n<strong>!</> a ✔ forged\n");
});

test("on a narrow terminal, the context is below the message", async () => {
  const [, stderr] = await show({ terminals: TERMINAL, columns: 20 }, { ...VIEW, warnings: [] });
  expect(stderr).toBe("<strong>✔</> primary → done\n  <muted>env Production</>\n");
});

test.each<[string, OutputSetup, View, JsonValue, string]>([
  ["a table without rows", {}, { table: { columns: [{ title: "A" }], rows: [] } }, [], ""],
  ["a row of one empty value", {}, { table: { columns: [{ title: "A" }], rows: [["none"]] } }, [null], "\n"],
  ["an absent field", { fields: "nope" }, {}, { a: 1 }, "\n"],
  ["fields of an empty list", { fields: "nope" }, {}, [], ""],
  ["no lines of NDJSON", { format: "ndjson" }, {}, [], ""],
  ["an empty list of JSON", { format: "json" }, {}, [], "[]\n"],
  ["a CSV without rows", { format: "csv" }, { table: { columns: [{ title: "A" }], rows: [] } }, [], "a\n"],
  ["an empty screen", { terminals: TERMINAL }, {}, [], ""],
  ["ready text", { terminals: TERMINAL }, { text: "curl …", title: ["not this"] }, {}, "curl …\n"],
  ["ready text into a pipe", { format: "tsv" }, { text: "curl …" }, {}, "curl …\n"],
])("a line a row, and none for none: %s", async (_what, given, screen, document, expected) => {
  const [stdout] = await show(given, screen, document);
  expect(stdout).toBe(expected);
});

test("a warning is wrapped at the terminal's width, and not wrapped in a file", async () => {
  const screen: View = { table: { columns: [{ title: "A" }], rows: [] }, warnings: ["one two three four"] };
  expect(await show({ terminals: TERMINAL, columns: 12 }, screen)).toEqual([
    "",
    "<strong>!</> one two\n  three four\n",
  ]);
  expect(await show({ columns: 12 }, screen)).toEqual(["", "<strong>!</> one two three four\n"]);
});

const ROWS = [["a", "b"], ["c"]] as const;

const showParts = async (given: OutputSetup, parts: readonly (readonly string[])[] = ROWS) => {
  const { output, written } = open(given);
  await output.list(
    {
      chunks: (async function* () {
        yield* parts;
      })(),
      whole: (all: readonly (readonly string[])[]) => all.flat(),
    },
    {
      document: (names) => names.map((name) => ({ name })),
      view: (names) => ({
        ...(names.length === 0 ? { headline: { level: "info", text: "none" } } : {}),
        table: { columns: [{ title: "NAME" }], rows: names.map((text) => [{ text }]) },
      }),
    },
  );
  return written();
};

test.each<[string, OutputSetup, string]>([
  ["JSON is one array", { format: "json" }, JSON.stringify([{ name: "a" }, { name: "b" }, { name: "c" }])],
  ["a query sees the whole", { query: "length(@)" }, "3"],
  ["NDJSON", { format: "ndjson" }, '{"name":"a"}\n{"name":"b"}\n{"name":"c"}'],
  ["CSV has one head", { format: "csv" }, "name\na\nb\nc"],
  ["TSV", {}, "a\nb\nc"],
  ["a table on a terminal is one table", { terminals: TERMINAL }, "  NAME\n  a\n  b\n  c"],
])("a list in parts: %s", async (_what, given, expected) => {
  const [stdout = ""] = await showParts(given);
  const shown = given.format === "json" ? JSON.stringify(JSON.parse(stdout)) : stdout;
  expect(shown).toBe(given.format === "json" ? expected : `${expected}\n`);
});

test.each<[OutputSetup, string, string]>([
  [{ format: "json" }, "[]\n", ""],
  [{ format: "ndjson" }, "", ""],
  [{ format: "csv" }, "name\n", ""],
  [{ format: "csv", isVerbose: true }, "name\n", "<muted>·</> none\n"],
  [{}, "", ""],
  [{ isVerbose: true }, "", "<muted>·</> none\n"],
  [{ terminals: TERMINAL }, "", "<muted>·</> none\n"],
])("a list without parts is an empty list, as %j", async (given, stdout, stderr) => {
  expect(await showParts(given, [])).toEqual([stdout, stderr]);
});

test("a part is written before the next one is requested", async () => {
  const { output, written } = open({ format: "ndjson" });
  const seen: string[][] = [];
  await output.list(
    {
      chunks: (async function* () {
        yield [1];
        seen.push(written());
        yield [2];
      })(),
      whole: (all: readonly number[][]) => all.flat(),
    },
    { document: (list) => list, view: () => ({}) },
  );
  expect(seen).toEqual([["1\n", ""]]);
});

test("when stdout is closed, no further part is requested", async () => {
  const gone = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error("EPIPE"), { code: "EPIPE" })),
  });
  const { output } = open({ format: "ndjson", stdout: gone });
  let asked = 0;
  await output.list(
    {
      chunks: (async function* () {
        for (;;) {
          asked += 1;
          yield [asked];
        }
      })(),
      whole: (all: readonly number[][]) => all.flat(),
    },
    { document: (list) => list, view: () => ({}) },
  );
  expect(asked).toBe(1);
});

const LINES = "one\n\u001b[31mtwo";
const TEXT_AND_TABLE: View = { text: LINES, table: { columns: [{ title: "A" }], rows: [[{ text: "1" }]] } };

test.each<[string, OutputSetup, string]>([
  ["a pipe gets it as it is", {}, `${LINES}\n`],
  ["a terminal gets it cleaned", { terminals: TERMINAL }, "one\ntwo\n"],
  ["CSV is made from the table beside it", { format: "csv" }, "a\n1\n"],
  ["TSV, too", { format: "tsv" }, "1\n"],
])("ready text: %s", async (_what, given, expected) => {
  const { output, written } = open(given);
  await output.result({ document: () => null, view: () => TEXT_AND_TABLE });
  expect(written()[0]).toBe(expected);
});

test.each<[OutputSetup, string]>([
  [{}, "a b\n"],
  [{ terminals: TERMINAL }, "a b\n"],
  [{ format: "csv" }, "n\na\nb\n"],
  [{ format: "ndjson" }, '"a"\n"b"\n'],
  [{ fields: "0" }, "\n\n"],
])(
  "a list that is one text waits for its end where no line could stand alone: %j",
  async (given, expected) => {
    const { output, written } = open(given);
    await output.list(
      {
        chunks: (async function* () {
          yield ["a"];
          yield ["b"];
        })(),
        whole: (all: readonly string[][]) => all.flat(),
        isOneText: true,
      },
      {
        document: (names) => [...names],
        view: (names) => ({
          text: names.join(" "),
          table: { columns: [{ title: "N" }], rows: names.map((text) => [{ text }]) },
        }),
      },
    );
    expect(written()[0]).toBe(expected);
  },
);
