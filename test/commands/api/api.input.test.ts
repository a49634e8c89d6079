import { expect, test } from "vitest";
import type { ApiInput } from "../../../src/commands/api/api.js";
import type { Failure } from "../../../src/failures/failure.js";
import { inputOf, refusalOf } from "../../support/parse-only.js";
import { run } from "../../support/run-cli.js";

const PLAIN: ApiInput = {
  method: "GET",
  path: "/v1/x",
  fields: [],
  source: undefined,
  headers: {},
  withHead: false,
  paginate: false,
  limit: undefined,
  idempotencyKey: undefined,
  preview: undefined,
};

test.each<[readonly string[], Partial<ApiInput>]>([
  [["GET", "/v1/x"], {}],
  [["get", "v1/x"], {}],
  [["Delete", "/v2/x?a=b&a=c"], { method: "DELETE", path: "/v2/x?a=b&a=c" }],
  [["/v1/x", "-X", "put"], { method: "PUT" }],
  [["--method=patch", "--path=/v1/x"], { method: "PATCH" }],
  [["GET", "https://api.novu.co/v1/x"], { path: "https://api.novu.co/v1/x" }],
  [
    ["POST", "/v1/x", "-f", "a.b=1", "-F", "c=[2]", "-f", "d=x=y"],
    {
      method: "POST",
      fields: [
        { path: ["a", "b"], value: "1" },
        { path: ["d"], value: "x=y" },
        { path: ["c"], value: [2] },
      ],
    },
  ],
  [["POST", "/v1/x", "--input", "-"], { method: "POST", source: "-" }],
  [["DELETE", "/v1/x", "--input", "f.json"], { method: "DELETE", source: "f.json" }],
  [
    ["GET", "/v1/x", "-H", "X-A: 1 ", "-H", "accept:text/plain"],
    { headers: { "x-a": "1", accept: "text/plain" } },
  ],
  [["GET", "/v1/x", "-i"], { withHead: true }],
  [["GET", "/v1/x", "--paginate", "--limit", "7"], { paginate: true, limit: 7 }],
  [["POST", "/v1/x", "--idempotency-key", "k"], { method: "POST", idempotencyKey: "k" }],
  [["GET", "/v1/x", "--dry-run"], { preview: "http" }],
  [["GET", "/v1/x", "--print", "curl", "--no-input", "-q"], { preview: "curl" }],
])("%j", async (words, expected) => {
  expect(await inputOf(["api", ...words])).toEqual({ ...PLAIN, ...expected });
});

test.each([
  [["GTE", "/v1/x"], `E_ENUM: "GTE" isn't a method. Did you mean "GET"?`],
  [["HEAD", "/v1/x"], `E_ENUM: "HEAD" isn't a method`],
  [["GET", "/v1/x", "more"], "E_USAGE: too many arguments for novu-msg api"],
  [["GET", "/v1/x", "-X", "GET"], 'E_USAGE: too many arguments: "/v1/x"'],
  [["/v1/x", "get"], "E_USAGE: the method comes first, then the path"],
  [["/v1/x"], "E_INPUT: missing: the HTTP method before the path"],
  [["GET"], "E_INPUT: missing: <path>"],
  [[], "E_INPUT: missing: <GET|POST|PUT|PATCH|DELETE>, <path>"],
  [
    ["GET", "/v1/x", "--input", "f", "-f", "a=b"],
    "E_CONFLICT: --input is the whole body; it can't be combined with -f and -F",
  ],
  [
    ["POST", "/v1/x", "--input", "f", "-F", "a=1"],
    "E_CONFLICT: --input is the whole body; it can't be combined with -f and -F",
  ],
  [["GET", "/v1/x", "--input", "f"], "E_CONFLICT: a GET has no body, so --input can't be used"],
  [["POST", "/v1/x", "--paginate"], "E_CONFLICT: --paginate only works with GET"],
  [
    ["GET", "/v1/x", "--paginate", "-i"],
    "E_CONFLICT: --paginate and -i can't be combined: the items come from many responses",
  ],
  [["GET", "/v1/x", "--limit", "5"], "E_CONFLICT: --limit only works with --paginate"],
  [["GET", "/v1/x", "--idempotency-key", "k"], "E_CONFLICT: --idempotency-key can't be used with GET"],
  [
    ["POST", "/v1/x", "--idempotency-key", "k", "-H", "Idempotency-Key: l"],
    "E_CONFLICT: --idempotency-key and the idempotency-key header are the same thing; use one of them",
  ],
  [["GET", "/v1/x", "-F", "a=b"], "E_PAYLOAD: --set-json a=b: the value isn't valid JSON"],
  [["GET", "/v1/x", "-f", "a"], "E_PAYLOAD: --set a isn't key=value"],
  [["GET", "/v1/x", "-H", "a: 1", "-H", "A: 2"], "E_HEADER: the header a is given twice"],
])("%j is refused", async (words, refusal) => {
  expect(await refusalOf(["api", ...words])).toBe(refusal);
});

test("a lone path says as data that the method is missing", async () => {
  const error = await inputOf(["api", "/v1/x"]).catch((thrown: unknown) => thrown);
  expect((error as Failure).info.missing).toEqual({
    wanted: [{ kind: "method", usage: "<GET|POST|PUT|PATCH|DELETE>" }],
    given: { path: "/v1/x" },
  });
});

test.each([
  [["/v1/x", "--json"], "novu-msg api GET /v1/x --json"],
  [["-i", "/v1/x", "-p", "prod"], "novu-msg api -i GET /v1/x -p prod"],
  [["/v1/x", "--input", "f"], "novu-msg api POST /v1/x --input f"],
  [["/v1/x", "get"], "novu-msg api get /v1/x"],
  [["GTE", "/v1/x", "-i"], "novu-msg api GET /v1/x -i"],
  [["GET", "environments/me", "-i"], "novu-msg api GET /v1/environments/me -i"],
])("%j is shown as it could be run", async (words, line) => {
  const { code, stdout, stderr } = await run(["api", ...words]);
  expect([code, stdout]).toEqual([2, ""]);
  const command = words.includes("--json") ? JSON.parse(stderr).error.next[0].command : stderr;
  expect(command).toContain(line);
});
