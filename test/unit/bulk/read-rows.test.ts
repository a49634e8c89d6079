import { expect, test } from "vitest";
import { formatByName, readRows } from "../../../src/bulk/read-rows.js";
import { readAll, rowsInput } from "./read-all.js";

const HEADER = "subscriberId,messageId,type,status,payload";
const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const OTHER = "65f0c1a9b2d4e6f8a0b1c2d4";
const action = { subscriberId: "alice", messageId: ID, button: "primary", status: "done", api: "v1" };

test("a table says an action in each row", async () => {
  const text = `${HEADER}\nalice,${ID},primary,done,"{""by"":""ci""}"\nbob,${OTHER},secondary,pending,\n`;
  expect(await readAll(text)).toEqual({
    format: "csv",
    header: HEADER,
    lineEnd: "\n",
    rows: [
      {
        kind: "good",
        number: 1,
        line: 2,
        raw: `alice,${ID},primary,done,"{""by"":""ci""}"`,
        action: { ...action, payload: { by: "ci" } },
      },
      {
        kind: "good",
        number: 2,
        line: 3,
        raw: `bob,${OTHER},secondary,pending,`,
        action: { subscriberId: "bob", messageId: OTHER, button: "secondary", status: "pending", api: "v1" },
      },
    ],
  });
});

test("{} clears in a table as elsewhere", async () => {
  const { rows } = await readAll(`${HEADER}\nalice,${ID},primary,done,{}\n`);
  expect(rows).toMatchObject([{ kind: "good", action: { payload: {} } }]);
});

test.each([
  ["a list", `[{"subscriberId":"alice","messageId":"${ID}","type":"primary","status":"done"}]`, "json"],
  ["lines", `{"subscriberId":"alice","messageId":"${ID}","type":"primary","status":"done"}\n`, "ndjson"],
  [
    "a line without end",
    `{"subscriberId":"alice","messageId":"${ID}","type":"primary","status":"done"}`,
    "ndjson",
  ],
  [
    "objects over several lines",
    `{\n  "subscriberId": "alice",\n  "messageId": "${ID}",\n  "type": "primary",\n  "status": "done"\n}\n`,
    "json",
  ],
  ["tabs", `subscriberId\tmessageId\ttype\tstatus\nalice\t${ID}\tprimary\tdone\n`, "tsv"],
  ["commas", `subscriberId,messageId,type,status\nalice,${ID},primary,done`, "csv"],
  ["semicolons", `subscriberId;messageId;type;status;payload\nalice;${ID};primary;done;\n`, "csv"],
  ["a byte order mark", `\uFEFFsubscriberId,messageId,type,status\nalice,${ID},primary,done`, "csv"],
  [
    "quoted names",
    `"subscriberId","messageId","type","status"\r\n"alice","${ID}","primary","done"\r\n`,
    "csv",
  ],
  ["names written otherwise", `Status,Message ID,SUBSCRIBER_ID,type\ndone,${ID},alice,primary\n`, "csv"],
  [
    "keys written otherwise",
    `{"subscriber_id":"alice","MessageId":"${ID}","type":"primary","status":"done"}`,
    "ndjson",
  ],
  ["further columns", `note,subscriberId,messageId,type,status\n"a\nb",alice,${ID},primary,done\n`, "csv"],
  ["spaces after the commas", `subscriberId, messageId, type, status\nalice, ${ID}, primary, done\n`, "csv"],
  [
    "an id in capitals",
    `subscriberId,messageId,type,status\nalice,${ID.toUpperCase()},primary,done\n`,
    "csv",
  ],
  ["blank lines", `\n \nsubscriberId,messageId,type,status\n\n,,,\nalice,${ID},primary,done\n\n   \n`, "csv"],
])("%s are understood", async (_, text, format) => {
  const read = await readAll(text);
  expect(read.format).toBe(format);
  expect(read.rows).toMatchObject([{ kind: "good", number: 1, action }]);
  expect(read.rows).toHaveLength(1);
});

test("a row that does not say button and status takes what holds for all; one that says otherwise is bad", async () => {
  const text = `subscriberId,messageId,status\nalice,${ID},\nbob,${OTHER},pending\n`;
  const { rows } = await readAll(text, {
    defaults: { button: { type: "primary" }, status: "done", api: "v1" },
  });
  expect(rows).toMatchObject([
    { action },
    { kind: "bad", reasons: [`status is "pending", but --status says "done"`] },
  ]);
});

test("columns can have other names", async () => {
  const text = `who,messageId,choice,status\nalice,${ID},primary,done\n`;
  const columns = new Map([
    ["subscriberId", "who"],
    ["button", "choice"],
  ] as const);
  expect((await readAll(text, { columns })).rows).toMatchObject([{ kind: "good", action }]);
});

test("in JSON a column can lie deeper", async () => {
  const text = JSON.stringify([{ _id: ID, subscriber: { subscriberId: "alice" } }]);
  const columns = new Map([
    ["subscriberId", "subscriber.subscriberId"],
    ["messageId", "_id"],
  ] as const);
  const { rows } = await readAll(text, {
    columns,
    defaults: { button: { type: "primary" }, status: "done", api: "v1" },
  });
  expect(rows).toMatchObject([{ kind: "good", action }]);
});

test("rows of one input may have different keys", async () => {
  const lines = [
    { subscriberId: "alice", messageId: ID, type: "primary", status: "done" },
    { status: "done", type: "primary", message_id: ID, subscriber_id: "alice", payload: null },
  ].map((row) => JSON.stringify(row));
  expect((await readAll(lines.join("\n"))).rows).toMatchObject([
    { kind: "good", action },
    { kind: "good", action },
  ]);
});

test("rows are numbered by themselves, lines by the text", async () => {
  const text = `note,${HEADER}\r\n\r\n"two\r\nlines",a,${ID},primary,done,\r\n,b,${ID},primary,done,\r\n`;
  const { rows, lineEnd, header } = await readAll(text);
  expect(rows).toMatchObject([
    { number: 1, line: 3 },
    { number: 2, line: 5 },
  ]);
  expect({ lineEnd, header }).toEqual({ lineEnd: "\r\n", header: `note,${HEADER}` });
});

test("elements of a list stand where they begin, and are kept in one line, digit for digit", async () => {
  const text = `[\n  {\n    "a": 1.0,\n    "b": "x\\n  y"\n  },\n\n  {"a" : 9007199254740993}, 7\n]\n`;
  expect((await readAll(text)).rows).toMatchObject([
    { number: 1, line: 2, raw: `{"a":1.0,"b":"x\\n  y"}` },
    { number: 2, line: 7, raw: `{"a" : 9007199254740993}` },
    { number: 3, line: 7, raw: "7" },
  ]);
});

test("an input of nothing has no rows", async () => {
  expect((await readAll("")).rows).toEqual([]);
  expect((await readAll("[]")).rows).toEqual([]);
  expect((await readAll(`${HEADER}\n`)).rows).toEqual([]);
  expect((await readAll(HEADER)).rows).toEqual([]);
});

test.each([
  ["no header", `alice,${ID},primary,done\n`, "the first line is a row; it must be the header"],
  [
    "a slip in a name",
    "subscriberId,mesageId,type,status\n",
    `the header has no column "messageId". Did you mean "mesageId"?`,
  ],
  ["a name that is not there", "subscriberId,messageId,status\n", `the header has no column "button"`],
  ["a name twice", `type,${HEADER}\n`, `the header has more than one column "type"`],
  [
    "a name twice, loosely",
    "subscriberId,messageId,type,Status,STATUS\n",
    `the header has more than one column "status"`,
  ],
  [
    "an open quote",
    `${HEADER}\nalice,"${ID}\nbob,${OTHER}\n`,
    "a quote opened in the row at line 2 is never closed",
  ],
  ["a list cut off", `[{"a":1},{"a":`, "the JSON list is incomplete: the closing bracket is missing"],
  [
    "an object cut off",
    `{\n"a":1}\n{"a":`,
    "the last JSON object is incomplete: the closing bracket is missing",
  ],
  ["a bracket too many", `{\n"a":1}}\n{"a":1}`, "the row at line 2 closes a bracket that wasn't opened"],
  ["more after the list", "[]\n\n[1]", "there is more text after the end of the JSON list, in line 3"],
  [
    "another encoding",
    Buffer.from(`${HEADER}\nzoë,1\nzoé,2\n`, "latin1"),
    "the input isn't valid UTF-8: see line 2",
  ],
  [
    "UTF-16 cut in a character",
    Buffer.from(`\uFEFF${HEADER}\n`, "utf16le").subarray(0, -1),
    "the input isn't valid UTF-16: see line 1",
  ],
  ["half a character at the end", Buffer.from("é").subarray(0, 1), "the input isn't valid UTF-8: see line 1"],
  [
    "a row without end",
    `${HEADER}\n"${"x\n".repeat(600_000)}`,
    "the row that starts at line 2 is longer than a million characters",
  ],
  [
    "a line without end",
    `{"a":"${"x".repeat(1_200_000)}`,
    "the row that starts at line 1 is longer than a million characters",
  ],
  [
    "an element without end",
    `[1,\n{"a":"${"x".repeat(1_200_000)}`,
    "the row that starts at line 2 is longer than a million characters",
  ],
])("%s makes the input unreadable", async (_, text, message) => {
  await expect(readAll(text)).rejects.toMatchObject({ name: "Failure", code: "E_ROWS", message });
});

test.each([
  ["csv", "the input is empty; the first line must be the header"],
  ["json", "the input is empty, which isn't valid JSON"],
] as const)("where %s was expected, nothing is not enough", async (format, message) => {
  await expect(readAll(" \n", { format })).rejects.toMatchObject({ code: "E_ROWS", message });
});

test("a column that was named but is not there is a slip in the option", async () => {
  const columns = new Map([["button", "buton"]] as const);
  await expect(readAll("subscriberId,messageId,button,status\n", { columns })).rejects.toMatchObject({
    code: "E_ROWS",
    message: `the header has no column "buton". Did you mean "button"?`,
    info: { correction: { wrong: "button=buton", right: "button=button" } },
  });
});

test("rows before the place where an input breaks are given", async () => {
  const { batches } = await readRows(rowsInput(`[{"a":1},{"a":2},{"a":`));
  const numbers: number[] = [];
  const reading = (async () => {
    for await (const rows of batches) numbers.push(...rows.map(({ number }) => number));
  })();
  await expect(reading).rejects.toMatchObject({ code: "E_ROWS" });
  expect(numbers).toEqual([1, 2]);
});

test("who stops reading lets the input go", async () => {
  let isClosed = false;
  async function* endless() {
    try {
      yield Buffer.from(`${HEADER}\n`);
      for (;;) yield Buffer.from(`alice,${ID},primary,done,\n`);
    } finally {
      isClosed = true;
    }
  }
  const { batches } = await readRows({ ...rowsInput(""), chunks: endless() });
  for await (const _ of batches) break;
  expect(isClosed).toBe(true);
});

test("an input that can't be read is let go at once", async () => {
  let isClosed = false;
  async function* endless() {
    try {
      for (;;) yield Buffer.from("a,b\n");
    } finally {
      isClosed = true;
    }
  }
  await expect(readRows({ ...rowsInput(""), chunks: endless() })).rejects.toMatchObject({ code: "E_ROWS" });
  expect(isClosed).toBe(true);
});

test("no more than a part of the input is decoded at a time, however large its chunks are", async () => {
  const row = `alice,${ID},primary,done,\n`;
  const count = 20_000;
  const bytes = Buffer.from(`${HEADER}\n${row.repeat(count)}\xff`, "latin1");
  const { batches } = await readRows(rowsInput(bytes));
  let given = 0;
  const reading = (async () => {
    for await (const rows of batches) given += rows.length;
  })();
  // The last byte is invalid, so the part with it has no rows, and all those before have theirs.
  await expect(reading).rejects.toMatchObject({ code: "E_ROWS" });
  expect(given).toBeLessThan(count);
  expect((count - given) * row.length).toBeLessThan(10_000);
});

test.each([
  ["approvals.csv", "csv"],
  ["a.b/APPROVALS.TSV", "tsv"],
  ["rows.tab", "tsv"],
  ["rows.jsonl", "ndjson"],
  ["rows.ndjson", "ndjson"],
  ["rows.json", "json"],
  ["rows.txt", undefined],
  ["csv", undefined],
  ["rows.constructor", undefined],
])("the name %s says %s", (file, format) => {
  expect(formatByName(file)).toBe(format);
});

test("a string that is not closed spoils its own row", async () => {
  const { rows } = await readAll(`[{"a":1},\n"b,\n,\n{"c":3}]`);
  expect(rows.map(({ raw, line }) => ({ raw, line }))).toEqual([
    { raw: `{"a":1}`, line: 1 },
    { raw: `"b,\n`, line: 2 },
    { raw: `{"c":3}`, line: 4 },
  ]);
});

test("a lone row in JSON lines that breaks off is still a line", async () => {
  expect((await readAll(`{"subscriberId":"alice","messageId"`)).format).toBe("ndjson");
});
