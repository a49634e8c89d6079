import { expect, test } from "vitest";
import type { RowColumn } from "../../../src/bulk/row.js";
import { reasonsOf } from "./read-all.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const HEADER = "subscriberId,messageId,type,status,payload";

const row = (changes: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ subscriberId: "alice", messageId: ID, type: "primary", status: "done", ...changes });

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

test.each([
  ["primry is near primary", { type: "primry" }, [`button "primry" isn't a button. Did you mean "primary"?`]],
  ["a capital counts", { type: "Primary" }, [`button "Primary" isn't a button. Did you mean "primary"?`]],
  ["don is near done", { status: "don" }, [`status "don" isn't a status. Did you mean "done"?`]],
  ["no word is like it", { status: "x" }, [`status "x" isn't a status: it is pending or done`]],
  [
    "an id is an IP address",
    { messageId: "a@b.example" },
    [`messageId "a@b.example" isn't a message ID but an email address; a message ID is 24 hex digits (_id)`],
  ],
  [
    "an id is another id",
    { messageId: "txn_1a" },
    [`messageId "txn_1a" isn't a message ID but a transaction ID; a message ID is 24 hex digits (_id)`],
  ],
  ["a subscriber is empty", { subscriberId: " " }, ["subscriberId is missing"]],
  ["a subscriber is null", { subscriberId: null }, ["subscriberId is missing"]],
  [
    "no address can carry it",
    { subscriberId: ".." },
    [`subscriberId ".." is invalid: it can't be part of a URL`],
  ],
  ["a number stands for an id", { subscriberId: 12 }, ["subscriberId is a number; it must be a string"]],
  ["an object stands for a word", { status: {} }, ["status is an object; it must be a string"]],
  ["a payload is a text", { payload: "ok" }, ["payload is a string, not a JSON object"]],
  ["a payload is a list", { payload: [1] }, ["payload is a list, not a JSON object"]],
  [
    "a payload is too large",
    { payload: { a: "é".repeat(60_000) } },
    ["payload makes the request 120036 bytes long; Novu accepts 102400"],
  ],
  [
    "everything is wrong",
    { subscriberId: "", messageId: "1 2", type: "primari", status: "", payload: 1 },
    [
      "subscriberId is missing",
      `messageId "1 2" isn't a message ID but text with spaces; a message ID is 24 hex digits (_id)`,
      `button "primari" isn't a button. Did you mean "primary"?`,
      "status is missing",
      "payload is a number, not a JSON object",
    ],
  ],
])("a row is bad when %s", async (_, changes, reasons) => {
  expect(await reasonsOf(row(changes))).toEqual(reasons);
});

test("a long text is not cited as a whole", async () => {
  expect(await reasonsOf(row({ status: "\u001b[31m".repeat(1_000) }))).toEqual([
    `status ${JSON.stringify(`${"\u001b[31m".repeat(12)}…`)} isn't a status: it is pending or done`,
  ]);
});

test.each([
  ["not JSON", "{nonsense}", /^it isn't valid JSON: /],
  ["a list", "[1]", /^it is a list, not a JSON object$/],
  ["a number", "7", /^it is a number, not a JSON object$/],
])("a line that is %s is a bad row", async (_, line, reason) => {
  expect(await reasonsOf(line, { format: "ndjson" })).toEqual([expect.stringMatching(reason)]);
});

test("what cites a broken text has no control bytes", async () => {
  const [reason] = await reasonsOf("\u001b[31m\u0007", { format: "ndjson" });
  expect(reason).toMatch(/^it isn't valid JSON: [^\u0000-\u001f]+$/);
});

test("a key that may be the one is named with the option to take it", async () => {
  const line = `{"subscribrId":"alice","messageId":"${ID}","type":"primary","status":"done"}`;
  expect(await reasonsOf(line)).toEqual([
    `subscriberId is missing; if it is called "subscribrId", use --map-column subscriberId=subscribrId`,
  ]);
});

test("an object around a list is told from a row", async () => {
  const [reason] = await reasonsOf(`{"page":0,"data":[]}`);
  expect(reason).toBe(`subscriberId is missing; to use the list in "data", pass that list alone`);
});

test("a number that would change on its way is refused where it stands in the payload, and nowhere else", async () => {
  const lossy = "12345678901234567890";
  const line = (payload: string, note = "1") =>
    `{"note":${note},"subscriberId":"alice","messageId":"${ID}","type":"primary","status":"done","payload":${payload}}`;
  const refused = [`payload has ${lossy}, which Novu can't store exactly; use a string: "${lossy}"`];
  expect(await reasonsOf(line(`{"a":[{"b":1},{"b":${lossy}}]}`))).toEqual(refused);
  expect(await reasonsOf(line(`{"a":"${lossy}"}`, lossy))).toEqual([]);
  expect(await reasonsOf(line(`{"a":1e999}`))).toEqual([expect.stringContaining("has 1e999,")]);
  expect(await reasonsOf(`${HEADER}\nalice,${ID},primary,done,{"a":${lossy}}\n`)).toEqual(refused);
});

test("a payload has a bound in depth, however deep it is", async () => {
  const reasons = ["payload is nested deeper than 200 levels"];
  const table = (payload: string) => `${HEADER}\nalice,${ID},primary,done,${payload}\n`;
  const line = (payload: string) => row({ payload: 0 }).replace(":0}", `:${payload}}`);
  expect(await reasonsOf(table(nested(200)))).toEqual([]);
  expect(await reasonsOf(table(nested(201)))).toEqual(reasons);
  expect(await reasonsOf(line(nested(200)))).toEqual([]);
  expect(await reasonsOf(line(nested(201)))).toEqual(reasons);
  expect(await reasonsOf(line(nested(100_000).replace("1", "12345678901234567890")))).toEqual(reasons);
});

test("a payload as large as Novu takes is taken", async () => {
  const room = 102_400 - Buffer.byteLength(JSON.stringify({ status: "done", payload: { a: "" } }));
  expect(await reasonsOf(row({ payload: { a: "x".repeat(room) } }))).toEqual([]);
  expect(await reasonsOf(row({ payload: { a: "x".repeat(room + 1) } }))).toHaveLength(1);
});

test("v2 carries no payload", async () => {
  const reasons = ["payload can't be sent with --api v2; leave it out to keep the stored one"];
  expect(await reasonsOf(row({ payload: {} }), { defaults: { api: "v2" } })).toEqual(reasons);
  expect(await reasonsOf(row({}), { defaults: { api: "v2" } })).toEqual([]);
});

test.each([
  ["too few cells", `alice,${ID},primary`, "status is missing"],
  [
    "too many",
    `alice,${ID},primary,done,{"a":1,"b":2}`,
    "it has 6 cells, but the header has 5; a cell with a comma in it must be quoted",
  ],
  [
    "a quote too few",
    `alice,${ID},primary,done,"{"a":1}"`,
    "cell 5 continues after its closing quote; write a quote inside a cell twice",
  ],
])("a row of %s is bad", async (_, cells, reason) => {
  expect(await reasonsOf(`${HEADER}\n${cells}\n`)).toEqual([reason]);
});

test("a payload cell that is not JSON is told from an empty one", async () => {
  expect(await reasonsOf(`${HEADER}\nalice,${ID},primary,done,approved\n`)).toEqual([
    expect.stringMatching(/^payload isn't valid JSON: /),
  ]);
  expect(await reasonsOf(`${HEADER}\nalice,${ID},primary,done,null\n`)).toEqual([
    "payload is null, not a JSON object",
  ]);
  expect(await reasonsOf(`${HEADER}\nalice,${ID},primary,done, \n`)).toEqual([]);
});

test("a column that was given another name is missing under its own", async () => {
  const columns: ReadonlyMap<RowColumn, string> = new Map([["button", "choice"]]);
  expect(await reasonsOf(row({}), { columns })).toEqual([`button is missing: there is no "choice"`]);
});
