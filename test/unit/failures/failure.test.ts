import { expect, test } from "vitest";
import { Failure, type Sent } from "../../../src/failures/failure.js";
import { FAILURE_CODES, type FailureCode } from "../../../src/failures/failure-codes.js";

test("a failure is an error with its code, its message and no info", () => {
  const failure = new Failure("E_USAGE", "what happened");
  expect(failure).toBeInstanceOf(Error);
  expect({ ...failure, message: failure.message, text: String(failure), cause: failure.cause }).toEqual({
    name: "Failure",
    code: "E_USAGE",
    info: {},
    message: "what happened",
    text: "Failure: what happened",
    cause: undefined,
  });
});

test.each<[FailureCode, Sent]>([
  ["E_USAGE", "no"],
  ["E_CONFIG", "no"],
  ["E_NO_KEY", "no"],
  ["E_INTERRUPTED", "no"],
  ["E_SUBSCRIBER", "unknown"],
  ["E_REJECTED", "unknown"],
  ["E_DNS", "unknown"],
  ["E_RATE_LIMIT", "unknown"],
  ["E_SERVER", "unknown"],
  ["E_MISMATCH", "unknown"],
  ["E_OUTPUT", "unknown"],
  ["E_BUG", "unknown"],
])("%s that does not say what was sent means: %s", (code, sent) => {
  expect(new Failure(code, "m").sent).toBe(sent);
});

test.each<Sent>(["no", "yes", "unknown"])("a failure remembers that it sent: %s", (sent) => {
  const codes: readonly FailureCode[] = ["E_USAGE", "E_SERVER"];
  expect(codes.map((code) => new Failure(code, "m", { sent }).sent)).toEqual([sent, sent]);
});

test("a failure keeps its info, and sets the standard `cause`", () => {
  const cause = new Error("below");
  const facts = { hint: ["h"], details: { a: 1 }, http: { status: 500, method: "GET", path: "/p" }, cause };
  const failure = new Failure("E_SERVER", "m", facts);
  expect(failure.info).toBe(facts);
  expect(failure.cause).toBe(cause);
});

const EXITS: readonly [FailureCode, number][] = [
  ["E_ENUM", 2],
  ["E_CONFIG_MODE", 3],
  ["E_NO_KEY", 4],
  ["E_WRONG_SUBSCRIBER", 5],
  ["E_INVALID", 6],
  ["E_TIMEOUT", 7],
  ["E_RATE_LIMIT", 9],
  ["E_MISMATCH", 12],
  ["E_QUERY_RESULT", 12],
  ["E_SEARCH", 12],
  ["E_OUTPUT", 70],
  ["E_BUG", 70],
  ["E_INTERRUPTED", 130],
];

test.each(EXITS)("%s ends the process with %i", (code, exit) => {
  expect(new Failure(code, "m").exitCode).toBe(exit);
});

test("every code has a failure that knows its exit code", () => {
  const codes = Object.keys(FAILURE_CODES) as FailureCode[];
  expect(codes.filter((code) => !Number.isInteger(new Failure(code, "m").exitCode))).toEqual([]);
});
