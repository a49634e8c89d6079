import { expect, test } from "vitest";
import { path, query } from "../../../src/http/path.js";
import { refusalOf } from "../failures/failure-of.js";

test.each([
  ["alice", "/v1/s/alice/x"],
  ["user:42@example.com", "/v1/s/user%3A42%40example.com/x"],
  ["a/b c", "/v1/s/a%2Fb%20c/x"],
  ["../x", "/v1/s/..%2Fx/x"],
  ["é", "/v1/s/%C3%A9/x"],
  ["a?b#c%d&e=f", "/v1/s/a%3Fb%23c%25d%26e%3Df/x"],
  ["%2e%2e", "/v1/s/%252e%252e/x"],
  ["...", "/v1/s/.../x"],
  ["\r\nHost: evil", "/v1/s/%0D%0AHost%3A%20evil/x"],
  ["a\\b", "/v1/s/a%5Cb/x"],
  ["👍🏽", "/v1/s/%F0%9F%91%8D%F0%9F%8F%BD/x"],
])("the value %j is one segment of the path", (value, expected) => {
  expect(path`/v1/s/${value}/x`).toBe(expected);
});

test("several values keep their order, and the text between them is not changed", () => {
  expect(path`/v1/${"a b"}/m/${"c"}/actions/${"d/e"}`).toBe("/v1/a%20b/m/c/actions/d%2Fe");
  expect(path`/v1/environments/me`).toBe("/v1/environments/me");
});

test.each([
  ["", '""'],
  [".", '"."'],
  ["..", '".."'],
  ["\ud800", '"\\ud800"'],
  ["a\udc00b", '"a\\udc00b"'],
])("the value %j is refused: no address can carry it", async (value, shown) => {
  expect(await refusalOf(() => path`/v1/s/${value}`)).toBe(
    `E_ID: ${shown} isn't a valid ID: it can't be part of a URL`,
  );
});

test("a query has a question mark, encoded values and only what was given", () => {
  expect(query({ subscriberId: "a&b=c d", page: 0, transactionId: undefined })).toBe(
    "?subscriberId=a%26b%3Dc+d&page=0",
  );
});

test.each([[{}], [{ page: undefined }]])("a query of nothing is nothing: %j", (parameters) => {
  expect(query(parameters)).toBe("");
});
