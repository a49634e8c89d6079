import { createServer } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { listen } from "../../support/loopback-server.js";
import { run } from "../../support/run-cli.js";
import { KEY } from "../../support/sandbox.js";

const STATES = ["pass", "info", "skip", "warn", "fail"];

/** What a server may put on the wire: anything, or something with the form of an answer. */
const headers = fc.array(
  fc.oneof(
    fc.constantFrom(
      "date: soon",
      "deprecation: @99999999999",
      "deprecation: true",
      "sunset: never",
      'link: <x>; rel="deprecation"',
      "ratelimit-limit: many",
      "ratelimit-remaining: -1",
      "ratelimit-limit: 5",
      "retry-after: 0",
      "location: //",
      "content-encoding: gzip",
    ),
    fc.string({ unit: "binary-ascii", maxLength: 20 }).map((text) => `x-y: ${text.replace(/[\r\n]/g, "")}`),
  ),
  { maxLength: 5 },
);
const body = fc.oneof(
  fc.json(),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "",
    '{"data":{"status":"ok","info":{"apiVersion":7}}}',
    '{"data":{"status":"ok","info":{"apiVersion":{"version":"\\ud800"}}}}',
    '{"data":[]}',
    '{"data":{"_id":"x","name":"\\u001b[2J","type":"\\ud800"}}',
    '{"statusCode":404,"message":"Cannot GET /v1/x"}',
    '{"statusCode":401,"message":["API Key not found"]}',
    "[".repeat(5_000),
  ),
);
const answer = fc
  .tuple(fc.constantFrom(200, 200, 200, 204, 301, 400, 401, 403, 404, 418, 429, 500, 503), headers, body)
  .map(([status, lines, text]) =>
    Buffer.from(
      `HTTP/1.1 ${status} X\r\n${lines.map((line) => `${line}\r\n`).join("")}content-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n${text}`,
      "utf8",
    ),
  );
const bytes = fc.oneof(
  { weight: 5, arbitrary: answer },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((part) => Buffer.from(part)) },
);

test("whatever bytes a server answers with, there is a document, and never an internal error", async () => {
  let answers: readonly Buffer[] = [];
  let served = 0;
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      const next = answers[served % answers.length] ?? "";
      served += 1;
      socket.end(next);
    });
  });
  const port = await listen(server, () => {});
  await fc.assert(
    fc.asyncProperty(fc.array(bytes, { minLength: 1, maxLength: 4 }), async (list) => {
      answers = list;
      served = 0;
      const env = {
        NOVU_SECRET_KEY: KEY,
        NOVU_API_URL: `http://127.0.0.1:${port}`,
        NOVU_MSG_CONFIG_DIR: "/nowhere",
      };
      const { code, stdout, stderr } = await run(["doctor", "--json", "--check-timeout", "2s"], { env });
      expect(stderr).toBe("");
      const document = JSON.parse(stdout);
      expect(document.checks).toHaveLength(23);
      expect(document.checks.every(({ state }: { state: string }) => STATES.includes(state))).toBe(true);
      expect(document.ok).toBe(code === 0);
      expect(code).not.toBe(70);
      expect(stdout).not.toContain(KEY);
    }),
    { numRuns: 80 },
  );
});
