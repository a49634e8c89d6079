import fc from "fast-check";
import { expect, test } from "vitest";
import { header } from "../../../src/commands/api/header.js";
import { Failure } from "../../../src/failures/failure.js";
import { refusalOf } from "../../unit/failures/failure-of.js";

test.each([
  ["X-Trace: abc", ["x-trace", "abc"]],
  ["accept:text/plain", ["accept", "text/plain"]],
  ["content-type: application/json; charset=utf-8 ", ["content-type", "application/json; charset=utf-8"]],
  ["x-time: 12:30", ["x-time", "12:30"]],
  ["idempotency-key: k", ["idempotency-key", "k"]],
])("%j", (text, pair) => {
  expect(header(text)).toEqual(pair);
});

test.each([
  "Authorization: ApiKey x",
  "AUTHORIZATION: Bearer x",
  "Proxy-Authorization: x",
  "Host: evil.example",
  "Content-Length: 0",
  "Content_Length: 0",
  "Transfer-Encoding: chunked",
  "transfer_encoding: chunked",
  "Connection: close",
  "Keep-Alive: 1",
  "Upgrade: h2c",
  "HTTP2-Settings: x",
  "TE: trailers",
  "Trailer: x",
  "Expect: 100-continue",
  "Accept-Encoding: gzip",
])("%s is not the user's to set", async (text) => {
  expect(await refusalOf(() => header(text))).toMatch(/^E_HEADER: the header \S+ can't be set$/);
});

test.each([
  ["no colon", /isn't a header/],
  [": x", /isn't a header/],
  ["", /isn't a header/],
  ["a b: c", /isn't a header/],
  ["host : evil.example", /isn't a header/],
  ["a\r\nhost: x", /isn't a header/],
  ["ä: x", /isn't a header/],
  ["a:", /has no value/],
  ["a:  \t", /has no value/],
  ["a: b\r\nhost: evil.example", /has characters that a header can't contain/],
  ["a: b\nc: d", /has characters that a header can't contain/],
  ["a: b\u0000", /has characters that a header can't contain/],
  ["a: \u007f", /has characters that a header can't contain/],
  ["a: ü", /has characters that a header can't contain/],
])("%j is refused", async (text, message) => {
  expect(await refusalOf(() => header(text))).toMatch(message);
});

const piece = fc.oneof(
  fc.constantFrom("\r", "\n", ":", " ", "\t", "\u0000", "\u0085", "_", "-", "a", "1"),
  fc.constantFrom("host", "Authorization", "content", "length"),
  fc.string({ unit: "binary", maxLength: 2 }),
);
const pieces = (maxLength: number) => fc.array(piece, { minLength: 1, maxLength }).map((all) => all.join(""));

test("whatever is typed is one plain header or refused", () => {
  let accepted = 0;
  fc.assert(
    fc.property(pieces(3), pieces(4), (before, after) => {
      const pair = acceptedHeader(`${before}:${after}`);
      if (pair === undefined) return;
      accepted += 1;
      expect(pair.join(": ")).toMatch(/^[!-9;-~]+: [\t -~]+$/);
      expect(pair[0]).not.toMatch(/^(authorization|host|content[-_]length)$/);
    }),
    { numRuns: 3_000 },
  );
  expect(accepted).toBeGreaterThan(100);
});

/** A pair, or undefined where it was refused; anything but a refusal is a bug. */
const acceptedHeader = (text: string) => {
  try {
    return header(text);
  } catch (error) {
    if (error instanceof Failure && error.code === "E_HEADER") return undefined;
    throw error;
  }
};
