import { expect, test } from "vitest";
import { compileQuery, queryText } from "../../../src/output/query.js";
import { failureOf } from "../failures/failure-of.js";

const DOCUMENT = { a: { b: "x\ty", n: 0, f: false, z: null, l: [1, { c: 2 }] } };
const queried = (expression: string) => compileQuery(expression)(DOCUMENT);
const text = (expression: string) => queryText(queried(expression), (document) => JSON.stringify(document));

test.each([
  ["a text", "a.b", "x\ty"],
  ["zero", "a.n", "0"],
  ["false", "a.f", "false"],
  ["null, as an empty line", "a.z", ""],
  ["what is not there, as an empty line", "a.nope.more", ""],
  ["a list", "a.l", '[1,{"c":2}]'],
  ["an object", "a.{n: n}", '{"n":0}'],
  ["a function's value", "length(a.l)", "2"],
  ["a filter's hits", "a.l[?c==`2`].c | [0]", "2"],
  ["the whole", "@ == @", "true"],
])("a query gives %s", (_what, expression, expected) => {
  expect(text(expression)).toBe(expected);
});

test.each(["constructor", "__proto__", "toString", "a.hasOwnProperty", "a.l.push"])(
  "%s is found in no document",
  (name) => {
    expect(queried(name)).toBe(null);
  },
);

test("an existing key of such a name is found", () => {
  expect(compileQuery("__proto__.x")(JSON.parse('{"__proto__":{"x":1}}'))).toBe(1);
});

test.each(["", "a[", "a..b", "][", "a b"])(
  "the expression %j is refused before anything is sent",
  async (expression) => {
    const { code, message, sent, exitCode } = await failureOf(() => compileQuery(expression));
    expect([code, sent, exitCode, message.startsWith("--query isn't valid JMESPath: ")]).toEqual([
      "E_QUERY",
      "no",
      2,
      true,
    ]);
  },
);

test.each(["length(`1`)", "nope(@)", "sum(a.l)"])(
  "what does not fit the result fails after the command: %s",
  async (expression) => {
    const query = compileQuery(expression);
    const { code, message, sent, exitCode } = await failureOf(() => query(DOCUMENT));
    expect([code, sent, exitCode, message.startsWith("--query failed on this result: ")]).toEqual([
      "E_QUERY_RESULT",
      "unknown",
      12,
      true,
    ]);
  },
);
