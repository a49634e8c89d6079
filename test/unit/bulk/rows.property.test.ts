import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CheckedRow, ROW_FORMATS, type RowFormat } from "../../../src/bulk/row.js";
import { createRowText } from "../../../src/bulk/run-files.js";
import { splitDelimited } from "../../../src/bulk/split-delimited.js";
import { ACTION_STATUSES, BUTTONS } from "../../../src/model/action.js";
import type { JsonObject } from "../../../src/model/json.js";
import { alwaysAsync } from "../../support/always.js";
import { type Given, readAll } from "./read-all.js";

const PROMISE = "rows of an input are read as they were written";

const cuts = fc.array(fc.nat(), { maxLength: 6 });
const sound = fc
  .string({ unit: "grapheme", minLength: 1 })
  .filter((text) => text.trim() !== "" && !/^\.\.?$/.test(text));
const messageId = fc.stringMatching(/^[0-9a-f]{24}$/);
const plain = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.integer(),
  fc.constantFrom(null, true, false, 1.5),
);
/** Keys that Novu cannot keep are refused; that has a test of its own. */
const isUnstorable = (key: string) => key in {} || key.includes("\u0000");
/** Numbers that a double holds, as the refusal of others has a test of its own. */
const payload = fc
  .array(
    fc.tuple(
      fc.oneof(fc.string(), fc.constantFrom("proto", "a.b")).filter((key) => !isUnstorable(key)),
      fc.oneof(plain, fc.array(plain, { maxLength: 3 }), fc.record({ by: plain })),
    ),
    { maxLength: 3 },
  )
  .map((entries): JsonObject => Object.fromEntries(entries));
const written = fc.record(
  {
    note: fc.string({ unit: "grapheme" }),
    subscriberId: sound,
    messageId,
    type: fc.constantFrom(...BUTTONS),
    status: fc.constantFrom(...ACTION_STATUSES),
    payload,
  },
  { requiredKeys: ["note", "subscriberId", "messageId", "type", "status"] },
);
type Written = typeof written extends fc.Arbitrary<infer Row> ? Row : never;

const actionOf = ({ subscriberId, messageId, type, status, payload }: Written) => ({
  subscriberId,
  messageId,
  button: type,
  status,
  api: "v1",
  ...(payload === undefined ? {} : { payload }),
});

const table = (delimiter: string, lineEnd: string) => (rows: readonly Written[]) =>
  stringify(
    rows.map(({ payload, ...row }) => ({
      ...row,
      payload: payload === undefined ? "" : JSON.stringify(payload),
    })),
    {
      header: true,
      columns: ["note", "subscriberId", "messageId", "type", "status", "payload"],
      delimiter,
      record_delimiter: lineEnd,
      quoted_match: /[\r\n]/,
    },
  );

const WRITERS: Readonly<Record<RowFormat, readonly ((rows: readonly Written[]) => string)[]>> = {
  csv: [table(",", "\n"), table(",", "\r\n"), table(";", "\n")],
  tsv: [table("\t", "\n"), table("\t", "\r\n")],
  ndjson: [(rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join("")],
  json: [
    (rows) => JSON.stringify(rows),
    (rows) => JSON.stringify(rows, null, 2),
    (rows) => rows.map((row) => JSON.stringify(row, null, 2)).join("\n"),
  ],
};

const input = fc.oneof(
  ...ROW_FORMATS.flatMap((format) =>
    WRITERS[format].map((write) =>
      fc.array(written, { minLength: 1, maxLength: 4 }).map((rows) => ({ format, rows, text: write(rows) })),
    ),
  ),
);

const actionsOf = (rows: readonly CheckedRow[]) =>
  rows.map((row) => (row.kind === "good" ? row.action : row.reasons));

test("what was written is read, however it is cut, with or without a byte order mark", () =>
  alwaysAsync(
    PROMISE,
    fc.asyncProperty(
      input,
      cuts,
      fc.constantFrom("", "\uFEFF"),
      async ({ format, rows, text }, cuts, mark) => {
        const read = await readAll(mark + text, { cuts, format });
        expect(actionsOf(read.rows)).toEqual(rows.map(actionOf));
        expect(read.rows.map(({ number }) => number)).toEqual(rows.map((_, at) => at + 1));
        expect(await readAll(text, { format })).toEqual(read);
      },
    ),
  ));

test("the rows written down again are the same rows, and once more the same text", () =>
  alwaysAsync(
    PROMISE,
    fc.asyncProperty(
      input,
      fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      async ({ format, text }, chosen) => {
        const read = await readAll(text, { format });
        const kept = read.rows.filter((_, at) => chosen[at]);
        const writtenDown = down(read, kept);
        const again = await readAll(writtenDown, { format });
        expect(actionsOf(again.rows)).toEqual(actionsOf(kept));
        expect(again.rows.map(({ raw }) => raw)).toEqual(kept.map(({ raw }) => raw));
        expect(down(again, again.rows)).toBe(writtenDown);
      },
    ),
  ));

const down = (layout: Parameters<typeof createRowText>[0], rows: readonly CheckedRow[]): string => {
  const { add, end } = createRowText(layout);
  return rows.map(({ raw }) => add(raw)).join("") + end();
};

test("a row stands in the line where its text is", () =>
  alwaysAsync(
    PROMISE,
    fc.asyncProperty(input, cuts, async ({ format, text }, cuts) => {
      const lines = text.split("\n");
      for (const { raw, line } of (await readAll(text, { format, cuts })).rows) {
        const [first = ""] = raw.split("\n");
        const there = lines[line - 1] ?? "";
        expect(
          format === "json"
            ? there.trimStart().startsWith("{") || there.includes(first)
            : there.startsWith(first),
        ).toBe(true);
      }
    }),
  ));

/** Texts made of what means something to one of the formats. */
const rubbish = fc
  .array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          '"',
          '""',
          ",",
          ";",
          "\t",
          "\n",
          "\r\n",
          "\r",
          "{",
          "}",
          "[",
          "]",
          ":",
          "\\",
          "1e999",
          "null",
          " ",
        ),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          "subscriberId",
          "messageId",
          "type",
          "status",
          "payload",
          "__proto__",
          "primary",
        ),
      },
      fc.string({ unit: "binary" }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));
const header = fc.constantFrom("", "subscriberId,messageId,type,status,payload\n", "[", '{"data":[');
const given: fc.Arbitrary<Given> = fc.record({
  format: fc.constantFrom(undefined, ...ROW_FORMATS),
  cuts,
});

/** The rows and how it ended; anything but a Failure goes on. */
const outcome = async (bytes: Uint8Array, given: Given) => {
  try {
    return { ...(await readAll(bytes, given)), failure: undefined };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "Failure") throw error;
    return { failure: error.message };
  }
};

test("nothing makes it fail but in a way that says why, and the cuts never matter", () =>
  alwaysAsync(
    PROMISE,
    fc.asyncProperty(header, rubbish, given, async (header, rubbish, given) => {
      const bytes = Buffer.from(header + rubbish);
      const whole = await outcome(bytes, { ...given, cuts: [] });
      expect(await outcome(bytes, given)).toEqual(whole);
    }),
  ));

test("any bytes at all are read or refused", () =>
  alwaysAsync(
    PROMISE,
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), given, async (bytes, given) => {
      const [one, other] = [await outcome(bytes, given), await outcome(bytes, { ...given, cuts: [] })];
      // Of two faults the one that is met first is told, and that depends on the cuts.
      if (one.failure === undefined) expect(other).toEqual(one);
      else expect(other.failure).toBeDefined();
    }),
  ));

test("rows of rubbish written down again are the same rows of rubbish", () =>
  alwaysAsync(
    PROMISE,
    fc.asyncProperty(header, rubbish, fc.constantFrom(...ROW_FORMATS), async (header, rubbish, format) => {
      const read = await outcome(Buffer.from(header + rubbish), { format });
      if (read.failure !== undefined) return;
      const again = await readAll(down(read, read.rows), { format });
      expect(again.rows.map(({ raw }) => raw)).toEqual(read.rows.map(({ raw }) => raw));
    }),
  ));

test("cells are what another reader takes them for", () =>
  alwaysAsync(
    PROMISE,
    fc.asyncProperty(
      fc.array(fc.constantFrom("a", "b c", '"', '""', '"x"', '"y,\n""z"', ",", "\n", "é"), { maxLength: 30 }),
      async (parts) => {
        const text = parts.join("");
        const theirs = byAnother(text);
        if (theirs === undefined) return;
        const split = () => [...splitDelimited({ delimiter: ",", lineEnd: "\n" })(text, true)];
        expect(split).not.toThrow();
        expect(split().map(({ cells }) => cells)).toEqual(
          theirs.filter((cells) => cells.some((cell) => cell.trim() !== "")),
        );
      },
    ),
  ));

/** The cells as csv-parse reads them, which refuses the whole for one slip in its quotes. */
const byAnother = (text: string): readonly string[][] | undefined => {
  try {
    return parse(text, { relax_column_count: true, record_delimiter: "\n" });
  } catch {
    return undefined;
  }
};
