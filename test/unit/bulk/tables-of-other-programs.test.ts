import { expect, test } from "vitest";
import { readAll, reasonsOf } from "./read-all.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const action = { subscriberId: "alice", messageId: ID, button: "primary", status: "done", api: "v1" };

const table = (delimiter: string, lineEnd = "\n", quote = ""): string =>
  [
    ["subscriberId", "messageId", "button", "status", "payload"],
    ["alice", ID, "primary", "done", ""],
  ]
    .map((cells) => cells.map((cell) => quote + cell + quote).join(delimiter) + lineEnd)
    .join("");

const utf16 = (text: string, isBig = false): Buffer => {
  const bytes = Buffer.from(text, "utf16le");
  return isBig ? bytes.swap16() : bytes;
};

const POWERSHELL = table(",", "\r\n", '"');

test.each<[string, string | Uint8Array]>([
  ["semicolons", table(";")],
  ["semicolons, and commas in the header", `"a, b";${table(";").replace("\n", "\n;")}`],
  ["semicolons, and bare commas in the header", `a,b,c,d,e;${table(";").replace("\n", "\n;")}`],
  ["tabs, and commas in the header", `"a,b,c"\t${table("\t").replace("\n", "\n\t")}`],
  ["bars", table("|")],
  ["bars in quotes", table("|", "\n", '"')],
  ["sep=;", `sep=;\r\n${table(";", "\r\n")}`],
  ["sep=; in quotes", `"sep=;"\r\n${table(";", "\r\n")}`],
  ["SEP= with another sign", `SEP=^\n${table("^")}`],
  ["sep= that is wrong", `sep=;\n${table(",")}`],
  ["German Excel", `\uFEFF${table(";", "\r\n")}`],
  ["PowerShell 7", POWERSHELL],
  ["PowerShell 5 with its types", `#TYPE System.Management.Automation.PSCustomObject\r\n${POWERSHELL}`],
  ["PowerShell 5 in Unicode", utf16(`\uFEFF${POWERSHELL}`)],
  ["UTF-16, big end first", utf16(`\uFEFF${POWERSHELL}`, true)],
  ["UTF-16 without a mark", utf16(table("\t", "\r\n"))],
  ["UTF-16 without a mark, big end first", utf16(table(","), true)],
  ["UTF-16 that begins with another script", utf16(`件名,${table(",").replace("\n", "\n,")}`)],
  ["a Mac's returns", table(",", "\r")],
  ["a Mac's returns and semicolons", table(";", "\r")],
  ["a Mac's returns, quoted", table(",", "\r", '"')],
  ["a Mac's returns in UTF-16", utf16(table("\t", "\r"))],
  ["its last empty cells left out", table(",").replace("done,", "done")],
  ["empty cells added", `${table(",").trimEnd()},,,\n`],
  ["unused columns without a name", table(",").replace("payload\n", "payload,,\n")],
  ["unused columns of one name", `x,x,${table(",").replace("\n", "\na,b,")}`],
  ["columns in another order", `status,note,button,messageId,subscriberId\ndone,"a,b",primary,${ID},alice\n`],
  ["type and button", `type,button,status,messageId,subscriberId\n,primary,done,${ID},alice\n`],
])("a table with %s is read", async (_, text) => {
  for (const cuts of [[], [1], [2, 3, 5], [45, 46, 47]]) {
    const { rows } = await readAll(text, { cuts });
    expect(rows.map((row) => (row.kind === "good" ? row.action : row.reasons))).toEqual([action]);
  }
});

test("the rows of such a table are written down in its own form", async () => {
  const text = `sep=;\r\n${table(";", "\r\n")}`;
  const { header, lineEnd, rows } = await readAll(text);
  expect(`${header}${lineEnd}${rows[0]?.raw}${lineEnd}`).toBe(text);
  expect(rows[0]).toMatchObject({ line: 3 });
  expect(await readAll(table(",", "\r"))).toMatchObject({ lineEnd: "\r", rows: [{ line: 2 }] });
});

test("a delimiter that was named is used", async () => {
  expect(await reasonsOf(table(":"), { delimiter: ":" })).toEqual([]);
  expect(await reasonsOf(table(" "), { delimiter: " " })).toEqual([]);
});

test.each([":", "~", " ", "^"])("a table divided by %j is refused with that reason", async (delimiter) => {
  await expect(readAll(table(delimiter))).rejects.toMatchObject({
    code: "E_ROWS",
    message: `the columns are separated by ${JSON.stringify(delimiter)}`,
    info: { addition: { words: ["--delimiter", delimiter] } },
  });
});

test("columns with names of their own decide as well", async () => {
  const columns = new Map([
    ["subscriberId", "user"],
    ["messageId", "id"],
  ] as const);
  const text = `user;id;"a,b,status,button";button;status\nalice;${ID};;primary;done\n`;
  expect(await reasonsOf(text, { columns })).toEqual([]);
});

test("a cell too many with something in it is told", async () => {
  expect(await reasonsOf(`${table(",").trimEnd()},{"a":1}\n`)).toEqual([
    "it has 6 cells, but the header has 5; a cell with a comma in it must be quoted",
  ]);
});

test("a button can be named by its label; type and button must not differ", async () => {
  const row = (header: string, cell: string) =>
    `subscriberId,messageId,status,${header}\nalice,${ID},done,${cell}\n`;
  const { rows } = await readAll(row("button", " Approve "));
  expect(rows).toMatchObject([{ kind: "good", action: { label: "Approve" } }]);
  expect(await reasonsOf(row("button", "secundary"))).toEqual([
    `button "secundary" isn't a button. Did you mean "secondary"?`,
  ]);
  expect(await reasonsOf(row("type,button", "primary,secondary"))).toEqual([
    `button is given twice: "secondary" and "primary"`,
  ]);
});

test("--button and --status fill empty cells; a cell that says otherwise is bad", async () => {
  const defaults = { button: { label: "Approve" }, status: "done", api: "v1" } as const;
  const text = (button: string, status: string) =>
    `subscriberId,messageId,button,status\nalice,${ID},${button},${status}\n`;
  expect(await reasonsOf(text("", ""), { defaults })).toEqual([]);
  expect(await reasonsOf(text("approve ", "done"), { defaults })).toEqual([]);
  expect(await reasonsOf(text("primary", "pending"), { defaults })).toEqual([
    `button is "primary", but --button says "Approve"`,
    `status is "pending", but --status says "done"`,
  ]);
});

const LIST = "subscriberId,messageId,pressed,state,payload,title,workflow,createdAt,labels";
const LISTED = `alice,${ID},secondary,done,"{""by"":""ann""}",Deploy?,deploy,2026-11-30T00:00:00Z,"{""primary"":""Yes""}"`;
const defaults = { button: { type: "primary" }, status: "done", api: "v1" } as const;

test("what a list of messages says they hold is not written", async () => {
  const { rows } = await readAll(`${LIST}\n${LISTED}\n`, { defaults });
  expect(rows).toMatchObject([{ kind: "good", action: { ...action } }]);
  expect(rows[0]).not.toHaveProperty("action.payload");
  const line = { subscriberId: "alice", messageId: ID, pressed: null, state: "pending", payload: { a: 1 } };
  const [read] = (await readAll(JSON.stringify(line), { defaults })).rows;
  expect(read).toMatchObject({ kind: "good" });
  expect(read).not.toHaveProperty("action.payload");
});

test("--with-payload, or a column that was named, writes the payload of a list", async () => {
  const text = `${LIST}\n${LISTED}\n`;
  const payload = { by: "ann" };
  const withPayload = await readAll(text, { defaults, takesListPayload: true });
  expect(withPayload.rows).toMatchObject([{ action: { payload } }]);
  const named = await readAll(text, { defaults, columns: new Map([["payload", "payload"]]) });
  expect(named.rows).toMatchObject([{ action: { payload } }]);
});

test("a list is not asked for a status that it has no column for by a wrong name", async () => {
  await expect(
    readAll(`${LIST}\n${LISTED}\n`, { defaults: { ...defaults, status: undefined } }),
  ).rejects.toMatchObject({ message: `the header has no column "status"` });
});

test.each([
  ["an object as text", JSON.stringify('{"a":1}'), []],
  ["a number that would change", '{"a":-0}', [expect.stringContaining("payload has -0,")]],
  ["a key twice", '{"a":1,"\\u0061":2}', [`payload has the key "a" twice`]],
  ["a key twice, deeper", '{"b":[{"a":1,"a":1}]}', [`payload has the key "a" twice`]],
  ["a key in two objects", '{"a":{"a":["a",{"a":1}]}}', []],
])("a payload cell with %s", async (_, payload, reasons) => {
  const cell = `"${payload.replaceAll('"', '""')}"`;
  const text = `subscriberId,messageId,button,status,payload\nalice,${ID},primary,done,${cell}\n`;
  expect(await reasonsOf(text)).toEqual(reasons);
});

test.each([
  ["an object as text", { payload: '{"a":1}' }, []],
  ["an empty text", { payload: "" }, []],
  [
    "digits that would change in a text",
    { payload: '{"a":12345678901234567890}' },
    [expect.stringContaining("payload has")],
  ],
])("a row of JSON whose payload is %s", async (_, changes, reasons) => {
  const row = { subscriberId: "alice", messageId: ID, button: "primary", status: "done", ...changes };
  expect(await reasonsOf(JSON.stringify(row))).toEqual(reasons);
});

test("a row of JSON with a key twice is bad", async () => {
  const row = `{"subscriberId":"alice","subscriberId":"bob","messageId":"${ID}","button":"primary","status":"done"}`;
  expect(await reasonsOf(row)).toEqual([`it has the key "subscriberId" twice`]);
});

test("a message id of unknown form is taken as it is", async () => {
  const { rows } = await readAll(`subscriberId,messageId,button,status\nalice,01J-New_Form,primary,done\n`);
  expect(rows).toMatchObject([{ kind: "good", action: { messageId: "01J-New_Form" } }]);
});
