import { expect, test } from "vitest";
import { assertFields, fieldTable, selectFields, splitFields } from "../../../src/output/select-fields.js";
import { knownFields } from "../../support/program-tree.js";
import { failureOf, refusalOf } from "../failures/failure-of.js";

const DOCUMENT = {
  _id: "m",
  read: false,
  count: 0,
  empty: null,
  cta: {
    action: { status: "done", buttons: [{ type: "primary", content: "Yes" }, { type: "secondary" }] },
    data: { url: "u" },
  },
};

test.each([
  ["a,b.c", ["a", "b.c"]],
  [" a , b ", ["a", "b"]],
  ["a,,b,", ["a", "b"]],
  ["", []],
  [" , ", []],
])("the fields in %j", (text, fields) => {
  expect(splitFields(text)).toEqual(fields);
});

test.each([
  ["one", ["_id"], { _id: "m" }],
  ["one inside another, where it was", ["cta.action.status"], { cta: { action: { status: "done" } } }],
  [
    "two inside one",
    ["cta.data.url", "cta.action.status"],
    { cta: { data: { url: "u" }, action: { status: "done" } } },
  ],
  ["one that is not there", ["nope", "cta.nope.more"], { nope: null, cta: { nope: { more: null } } }],
  ["values that look like nothing", ["read", "count", "empty"], { read: false, count: 0, empty: null }],
  [
    "none from a prototype",
    ["constructor", "toString", "__proto__"],
    JSON.parse('{"constructor":null,"toString":null,"__proto__":null}'),
  ],
  ["one below a text", ["_id.length"], { _id: { length: null } }],
  ["all of one", ["cta.data"], { cta: { data: { url: "u" } } }],
])("selecting %s", (_what, fields, expected) => {
  expect(JSON.stringify(selectFields(DOCUMENT, fields))).toBe(JSON.stringify(expected));
});

test("of a list, each item's fields are selected", () => {
  expect(selectFields([DOCUMENT, { _id: "n" }, 3], ["_id"])).toEqual([
    { _id: "m" },
    { _id: "n" },
    { _id: null },
  ]);
});

test("as a table, a number is an index into a list", () => {
  const fields = [
    "_id",
    "cta.action.buttons.1.type",
    "cta.action.buttons.-1",
    "cta.action.buttons.",
    "cta.data",
    "read",
    "empty",
  ];
  expect(fieldTable(DOCUMENT, fields)).toEqual({
    isOneItem: true,
    columns: fields.map((title) => ({
      title,
      isName: true,
      isId: title.endsWith("_id") || title.endsWith("Id"),
    })),
    rows: [
      [
        { text: "m" },
        { text: "secondary" },
        "none",
        "none",
        { json: { url: "u" } },
        { text: "false" },
        "none",
      ],
    ],
  });
});

test("as a table, a list has one row per item", () => {
  expect(fieldTable([{ a: 1 }, {}], ["a"]).rows).toEqual([[{ text: "1" }], ["none"]]);
  expect(fieldTable([], ["a"]).rows).toEqual([]);
});

test.each([
  ["_id"],
  ["cta"],
  ["cta.action.status"],
  ["cta.action.buttons.0.content"],
  ["cta.action.result.payload.by.whom"],
  ["payload.anything"],
])("%s is a field of a message", (field) => {
  expect(() => assertFields([field], knownFields("action get"))).not.toThrow();
});

test.each([
  ["_ids", `"_ids" isn't a field. Did you mean "_id"?`],
  ["statsu", `"statsu" isn't a field. Did you mean "status"?`],
  ["cta.acton.status", `"cta.acton.status" isn't a field. Did you mean "cta.action.status"?`],
  ["cta.action.stauts", `"cta.action.stauts" isn't a field. Did you mean "cta.action.status"?`],
  ["cta.", `"cta." isn't a field. Did you mean "cta"?`],
  ["zzzzzzzzzz", `"zzzzzzzzzz" isn't a field`],
])("the slip %s is found before anything is sent", async (field, message) => {
  expect(await refusalOf(() => assertFields(["_id", field], knownFields("action get")))).toBe(
    `E_FIELD: ${message}`,
  );
});

test("a typo lists the fields and corrects the line", async () => {
  const failure = await failureOf(() => assertFields(["nmae"], ["name", "active"]));
  expect([failure.info, failure.sent, failure.exitCode]).toEqual([
    {
      hint: ["Fields: name, active.", "For anything else use --query."],
      correction: { wrong: "nmae", right: "name" },
    },
    "no",
    2,
  ]);
});

test("an empty list of fields is refused", async () => {
  expect(await refusalOf(() => assertFields([], ["name"]))).toBe("E_FIELD: --fields is empty");
});

test("if the fields are not known, any name is accepted", () => {
  expect(() => assertFields(["whatever.it.is"], ["*"])).not.toThrow();
});
