import { expect, test } from "vitest";
import type { FakeHostOptions } from "../../support/host.js";
import { useNovuServer } from "../../support/loopback-server.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { KEY, seedOne, useSandbox } from "../../support/sandbox.js";

const TERMINAL = { terminals: ["stdout", "stderr"] as const, columns: 100 };

test.each(["2.0", "3.15"] as const)(
  "server %s: reads and writes are what they are elsewhere",
  async (server) => {
    const sandbox = await useSandbox({ server });
    const id = seedOne(sandbox);
    const api = (...words: string[]) => run(["api", ...words], { env: sandbox.env });
    const me = await api("GET", "/v1/environments/me");
    expect([me.code, me.stderr]).toEqual([0, ""]);
    expect(JSON.parse(me.stdout).data.name).toBe("Development");
    expect(me.stdout).toMatch(/^\{\n {2}"data": \{\n/);
    const set = await api(
      "POST",
      `/v1/subscribers/sub-1/messages/${id}/actions/primary`,
      "-f",
      "status=done",
    );
    expect(JSON.parse(set.stdout).data).toMatchObject({ _id: id, cta: { action: { status: "done" } } });
    expect(set.stderr).toMatch(
      /^✔ POST \/v1\/subscribers\/sub-1\/messages\/\w+\/actions\/primary: 201 Created /,
    );
    const status = await api(
      "GET",
      "/v1/messages",
      "-f",
      "subscriberId=sub-1",
      "--query",
      "data[0].cta.action.status",
    );
    expect(status.stdout).toBe("done\n");
    const gone = await api("DELETE", `/v1/messages/${id}`, "-q");
    expect([gone.code, JSON.parse(gone.stdout), gone.stderr]).toEqual([
      0,
      { data: { acknowledged: true, status: "deleted" } },
      "",
    ]);
    const again = await api("DELETE", `/v1/messages/${id}`);
    expect([again.code, again.stdout]).toEqual([5, ""]);
    expect(again.stderr).toContain(`DELETE /v1/messages/${id}: not found in this environment`);
  },
);

test("an action's endpoint without the v2 routes, an unknown route and an unknown subscriber", async () => {
  const sandbox = await useSandbox({ server: "2.0" });
  const api = async (...words: string[]) => {
    const { code, stderr } = await run(["api", ...words, "--json"], { env: sandbox.env });
    return [code, JSON.parse(stderr).error.code];
  };
  expect(await api("GET", "/v2/subscribers")).toEqual([6, "E_NO_ROUTE"]);
  expect(await api("GET", "/nope")).toEqual([6, "E_NO_ROUTE"]);
  expect(await api("GET", "/v1/subscribers/nobody")).toEqual([5, "E_SUBSCRIBER"]);
  expect(await api("PUT", "/v1/messages")).toEqual([6, "E_NO_ROUTE"]);
  expect(await api("GET", "/v1/messages?limit=5000")).toEqual([6, "E_INVALID"]);
});

interface Answer {
  readonly status?: number;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One call, answered so. */
const answered = async (
  { status = 200, body, headers = {} }: Answer,
  words: readonly string[] = [],
  how: Omit<FakeHostOptions, "argv"> = {},
  method = "GET",
) => {
  const env = await useNovuServer((request, response) => {
    request.resume();
    response.writeHead(status, { date: "x", connection: "close", ...headers }).end(body);
  });
  return run(["api", method, "/v1/x?secret=1", ...words], { env, ...how });
};

const LIST = '{"data":[{"_id":"a","n":{"x":1}},{"_id":"b","late":2}],"page":0}';

test.each<[string, readonly string[], string]>([
  ["the default is indented JSON", [], `${JSON.stringify(JSON.parse(LIST), undefined, 2)}\n`],
  ["so is JSON", ["--json"], `${JSON.stringify(JSON.parse(LIST), undefined, 2)}\n`],
  ["NDJSON is one line", ["-o", "ndjson"], `${LIST}\n`],
  ["CSV has a row per item", ["-o", "csv"], '_id,n,late\na,"{""x"":1}",\nb,,2\n'],
  ["TSV, too", ["-o", "tsv"], 'a\t{"x":1}\t\nb\t\t2\n'],
  ["fields of the document itself", ["--fields", "page,data.0._id"], "0\ta\n"],
  ["a query", ["--query", "data[].{id: _id}", "-o", "ndjson"], '{"id":"a"}\n{"id":"b"}\n'],
])("a list: %s", async (_what, words, stdout) => {
  expect(await answered({ body: LIST }, words)).toEqual({ code: 0, stdout, stderr: "" });
});

test.each<[string, string, readonly string[], string]>([
  ["an object in an envelope is a row", '{"data":{"a":1,"b":null}}', ["-o", "csv"], "a,b\n1,\n"],
  [
    "an object without is one, too",
    '{"a":"x","data":{"b":1},"id":"1"}',
    ["-o", "csv"],
    'a,data,id\nx,"{""b"":1}",1\n',
  ],
  ["a list of plain values has one column", '["a",1,[2]]', ["-o", "csv"], "value\na\n1\n[2]\n"],
  ["a number is JSON", "12", [], "12\n"],
  ["a text stays as it is", "pong\n", [], "pong\n"],
  ["in a pipe to the last byte", "a\u001b[31m\tb\r\n", [], "a\u001b[31m\tb\r\n"],
  ["and for CSV, which has no rows for it", "pong", ["-o", "csv"], "pong\n"],
  ["a text is a JSON string", "pong", ["--json"], '"pong"\n'],
  ["nothing is nothing", "", [], ""],
  ["and null as JSON", "", ["--json"], "null\n"],
  ["names of prototypes are names", '{"__proto__":{"a":1}}', ["-o", "ndjson"], '{"__proto__":{"a":1}}\n'],
])("%s", async (_what, body, words, expected) => {
  const { code, stdout } = await answered({ body }, words);
  expect([code, stdout]).toEqual([0, expected]);
});

test("what is nested without end is text", async () => {
  const body = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  const { code, stdout } = await answered({ body });
  expect([code, stdout]).toEqual([0, `${body}\n`]);
});

test.each<[string, Answer, string]>([
  [
    "a page",
    { body: "<!doctype html><p>" },
    "! this is an HTML page, which Novu's API never returns; check the URL\n",
  ],
  [
    "bytes that are no text",
    { body: Buffer.from([0x50, 0xff, 0x00]) },
    "! the response isn't all text: unreadable parts are shown as �\n",
  ],
  [
    "a number too long",
    { body: '{"n":9007199254740993}' },
    "! the response contains 9007199254740993, which can't be shown exactly\n",
  ],
  ["no content", { status: 204, body: "" }, "✔ GET /v1/x: 204 No Content, empty response   127.0.0.1:"],
  ["not modified", { status: 304, body: "" }, "✔ GET /v1/x: 304 Not Modified, empty response   127.0.0.1:"],
])("%s is a success with a word about it", async (_what, answer, word) => {
  const { code, stderr } = await answered(answer);
  expect(code).toBe(0);
  expect(stderr).toContain(word);
});

test("on a terminal a text is cleaned, and JSON escapes what could steer it", async () => {
  const text = await answered({ body: "a\u001b[31m\u0007b\u202e" }, [], TERMINAL);
  expect(text.stdout).toBe("ab\n");
  expect(text.stderr).toContain("control characters were removed above");
  const json = await answered({ body: '{"a":"\\u001b[31m\\u202e\u009b"}' }, [], TERMINAL);
  expect(json.stdout).toBe('{\n  "a": "\\u001b[31m\\u202e\\u009b"\n}\n');
});

const HEAD = "HTTP/1.1 201 Created\ndate: x\nconnection: close\nx-a: b\ncontent-length: 7\n\n";

test.each<[readonly string[], string, string]>([
  [["-i"], '{"a":1}', `${HEAD}{\n  "a": 1\n}\n`],
  [["--include"], "a text.", `${HEAD}a text.\n`],
  [
    ["-i", "-o", "ndjson"],
    '{"a":1}',
    '{"status":201,"headers":{"date":"x","connection":"close","x-a":"b","content-length":"7"},"body":{"a":1}}\n',
  ],
  [["-i", "--query", 'headers."x-a"'], '{"a":1}', "b\n"],
  [["-i", "--fields", "status,body.a"], '{"a":1}', "201\t1\n"],
])("%j shows the head, too", async (words, body, stdout) => {
  const answer = { status: 201, body, headers: { "x-a": "b", "content-length": "7" } };
  expect((await answered(answer, words)).stdout).toBe(stdout);
});

test("the head of an empty response ends with its empty line", async () => {
  expect((await answered({ status: 204, body: "" }, ["-i"], {}, "DELETE")).stdout).toBe(
    "HTTP/1.1 204 No Content\ndate: x\nconnection: close\n\n",
  );
});

const REFUSAL =
  '{"statusCode":422,"message":"Validation Error","errors":{"general":{"messages":["name missing"]}}}';

test("a refusal goes to stderr alone, with the answer in its details", async () => {
  const json = await answered(
    { status: 422, body: REFUSAL, headers: { "x-a": "b" } },
    ["--json", "-i"],
    {},
    "POST",
  );
  expect([json.code, json.stdout]).toEqual([6, ""]);
  expect(JSON.parse(json.stderr).error).toMatchObject({
    code: "E_INVALID",
    exit: 6,
    sent: "no",
    http: { status: 422, method: "POST", path: "/v1/x" },
    details: { serverMessage: "Validation Error", body: JSON.parse(REFUSAL), headers: { "x-a": "b" } },
  });
  const without = await answered({ status: 422, body: "no" }, ["--json"]);
  expect(JSON.parse(without.stderr).error.details).toEqual({ serverMessage: "no", body: "no" });
  const person = await answered({ status: 422, body: REFUSAL, headers: { "x-a": "b" } }, ["-i"]);
  expect(person.stdout).toBe("");
  expect(person.stderr).toContain("\n  - name missing\n  HTTP/1.1 422 Unprocessable Entity\n");
  expect(person.stderr).toContain("\n  x-a: b\n");
});

test.each([
  [301, 12],
  [400, 6],
  [401, 4],
  [402, 6],
  [403, 4],
  [404, 5],
  [409, 6],
  [413, 6],
  [429, 9],
  [500, 9],
  [503, 9],
])("%i ends with %i", async (status, code) => {
  const body = JSON.stringify({ statusCode: status, message: "Workflow x not found" });
  const end = await answered({ status, body, headers: { location: "/elsewhere" } });
  expect([end.code, end.stdout]).toEqual([code, ""]);
  expect(end.stderr).not.toContain("secret=1");
});

test("nobody is told that a POST can safely be sent twice; a PUT can", async () => {
  const post = await answered({ status: 500, body: "{}" }, [], {}, "POST");
  expect(post.stderr).toContain("The change may or may not have been made.\n");
  const put = await answered({ status: 500, body: "{}" }, [], {}, "PUT");
  expect(put.stderr).toContain("Running it again is safe.");
});

test("an address of another host is refused before a key is looked for", async () => {
  const { code, stderr } = await run(["api", "GET", "https://evil.example/v1/x"]);
  expect(code).toBe(3);
  expect(stderr).toContain("this key belongs to https://api.novu.co, not to https://evil.example   [E_HOST");
});

test.each([200, 201, 301, 401, 404, 500])(
  "a %i that echoes the key does not get it shown",
  async (status) => {
    const env = await useNovuServer((request, response) => {
      const { authorization = "" } = request.headers;
      response.writeHead(status, { location: `/?k=${authorization}`, "x-echo": authorization });
      response.end(
        JSON.stringify({
          statusCode: status,
          message: authorization,
          data: [{ id: authorization }],
          hasMore: true,
        }),
      );
    });
    for (const more of [["-i"], ["-i", "--json"], ["-o", "csv"], ["-vv"], ["--paginate", "-o", "ndjson"]]) {
      const { stdout, stderr } = await run(["api", "GET", "/v1/x", ...more], { env });
      expect(stdout + stderr).not.toContain(KEY);
      expect((stdout + stderr).length).toBeGreaterThan(0);
    }
  },
);
