import { writeFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { useNovuServer } from "../../support/loopback-server.js";
import { run } from "../../support/run-cli.js";
import { KEY } from "../../support/sandbox.js";
import { useTempDir } from "../../support/temp-dir.js";

interface Seen {
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: readonly string[];
  readonly body: string;
}

/** Sends one call to a server below a path of its own, and gives what came there. */
const sentBy = async (words: readonly string[], stdin?: string): Promise<Seen> => {
  const seen: Seen[] = [];
  const env = await useNovuServer(async (request, response) => {
    const { method, url, headers, rawHeaders } = request;
    seen.push({ line: `${method} ${url}`, headers, raw: rawHeaders, body: await text(request) });
    response.end("{}");
  });
  const { code, stderr } = await run(["api", ...words, "-q"], {
    env: { ...env, NOVU_API_URL: `${env.NOVU_API_URL}/ctx/v1/` },
    ...(stdin === undefined ? {} : { stdin }),
  });
  expect([code, stderr]).toEqual([0, ""]);
  const [only, ...more] = seen;
  expect(more).toEqual([]);
  if (only === undefined) throw new Error("nothing was sent");
  return only;
};

test.each<[readonly string[], string, string]>([
  [["GET", "/v1/x"], "GET /ctx/v1/x", ""],
  [["get", "/v1/x?b=1&b=2&c=%20"], "GET /ctx/v1/x?b=1&b=2&c=%20", ""],
  [["GET", "/v1/x", "-f", "a=1", "-f", "a=2 &=?#ü"], "GET /ctx/v1/x?a=1&a=2+%26%3D%3F%23%C3%BC", ""],
  [
    ["GET", "/v1/x?z", "-F", "n=10", "-F", 's="t"', "-F", "f=[{}]"],
    "GET /ctx/v1/x?z&n=10&s=t&f=%5B%7B%7D%5D",
    "",
  ],
  [["DELETE", "/v1/x", "-f", "channel=in_app"], "DELETE /ctx/v1/x?channel=in_app", ""],
  [["POST", "/v1/x"], "POST /ctx/v1/x", ""],
  [
    ["POST", "/v1/x?q=1", "-f", "a.b=1", "-F", "c.d=[true]", "-f", "__proto__.x=1"],
    "POST /ctx/v1/x?q=1",
    '{"a":{"b":"1"},"__proto__":{"x":"1"},"c":{"d":[true]}}',
  ],
  [["put", "/v1/x", "-F", "n=null"], "PUT /ctx/v1/x", '{"n":null}'],
  [["PATCH", "/v2/x", "-f", "firstName=Ä"], "PATCH /ctx/v2/x", '{"firstName":"Ä"}'],
])("%j", async (words, line, body) => {
  const seen = await sentBy(words);
  expect([seen.line, seen.body]).toEqual([line, body]);
  expect(seen.headers["content-type"]).toBe(body === "" ? undefined : "application/json");
  expect(seen.headers.authorization).toBe(`ApiKey ${KEY}`);
  expect(seen.headers["idempotency-key"]).toEqual(
    line.startsWith("GET") ? undefined : expect.stringMatching(/^[0-9a-f-]{36}$/),
  );
});

const ODD = '  {"a":1, "a": 2}\r\n\tnot JSON \u0000 日本\n';

test("the body is sent byte by byte as it came on stdin or stands in a file", async () => {
  const viaStdin = await sentBy(["POST", "/v1/x", "--input", "-"], ODD);
  expect(viaStdin.body).toBe(ODD);
  expect(viaStdin.headers["content-length"]).toBe(String(Buffer.byteLength(ODD)));
  const file = path.join(useTempDir(), "body.csv");
  writeFileSync(file, ODD);
  const viaFile = await sentBy(["DELETE", "/v1/x", "--input", file, "-H", "Content-Type: text/csv"]);
  expect([viaFile.line, viaFile.body]).toEqual(["DELETE /ctx/v1/x", ODD]);
  expect(viaFile.headers["content-type"]).toBe("text/csv");
});

test("a file that is not there is said before anything is sent", async () => {
  const { code, stderr } = await run(["api", "POST", "/v1/x", "--input", "/nowhere/x.json"], {
    env: { NOVU_SECRET_KEY: KEY, NOVU_API_URL: "http://127.0.0.1:9" },
  });
  expect(code).toBe(2);
  expect(stderr).toContain("/nowhere/x.json can't be read: no such file");
});

test("headers of the user's go along once, in place of our own where they meet", async () => {
  const { raw } = await sentBy([
    "POST",
    "/v1/x",
    "-H",
    "Accept: text/plain",
    "-H",
    "X-A: b, c",
    "-H",
    "idempotency-key: mine",
  ]);
  const named = (name: string) => raw.filter((_, at) => at % 2 === 1 && raw[at - 1] === name);
  expect([named("accept"), named("x-a"), named("idempotency-key")]).toEqual([
    ["text/plain"],
    ["b, c"],
    ["mine"],
  ]);
});

test("a user's own idempotency key tells requests apart by method, path and body", async () => {
  const lines = [
    ["POST", "/v1/x", "-f", "a=1"],
    ["POST", "/v1/x", "-f", "a=2"],
    ["PATCH", "/v1/x", "-f", "a=1"],
    ["POST", "/v1/y", "-f", "a=1"],
    ["DELETE", "/v1/x"],
  ];
  const prints = ["--idempotency-key", "k", "--print", "json", "--query", 'headers."idempotency-key"'];
  const keyOf = async (words: readonly string[]) =>
    (await run(["api", ...words, ...prints], { env: { NOVU_API_URL: "http://127.0.0.1:9" } })).stdout.trim();
  const keys = await Promise.all(lines.map(keyOf));
  expect(new Set(keys).size).toBe(lines.length);
  expect(await keyOf(lines[0] ?? [])).toBe(keys[0]);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{64}$/);
});

test("a preview is the request, and sends nothing", async () => {
  const env = { NOVU_API_URL: "http://127.0.0.1:9/ctx" };
  const words = ["api", "POST", "/v1/x?a=b", "--input", "-", "-H", "content-type: text/plain"];
  const http = await run([...words, "--dry-run"], { env, stdin: "it's" });
  expect(http.code).toBe(0);
  expect(http.stdout.replace(/[0-9a-f-]{36}/, "KEY").split("\n")).toEqual([
    "POST /ctx/v1/x?a=b HTTP/1.1",
    "host: 127.0.0.1:9",
    "authorization: ApiKey $NOVU_SECRET_KEY",
    "content-type: text/plain",
    "idempotency-key: KEY",
    "",
    "it's",
    "",
  ]);
  const json = await run([...words, "--print", "json", "--json"], { env, stdin: "it's" });
  expect(JSON.parse(json.stdout)).toMatchObject({
    method: "POST",
    url: "http://127.0.0.1:9/ctx/v1/x?a=b",
    body: "it's",
  });
});
