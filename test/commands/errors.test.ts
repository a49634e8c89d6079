import { expect, test } from "vitest";
import { useNovuServer } from "../support/loopback-server.js";
import { run } from "../support/run-cli.js";
import { KEY, seedOne, useSandbox } from "../support/sandbox.js";
import { useTempDir } from "../support/temp-dir.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const SET = ["action", "set", "sub-1", ID, "primary", "--status", "done"];

/** A server that gives one answer to everything. */
const useAnswer = (status: number, body: string, headers: Record<string, string> = {}) =>
  useNovuServer((_, response) => response.writeHead(status, headers).end(body));

test("a typo is refused with the mended line, and nothing is sent", async () => {
  const sandbox = await useSandbox();
  const argv = [
    "action",
    "set",
    "user:42@example.com",
    ID,
    "primry",
    "--status",
    "done",
    "--payload",
    '{"a":1}',
  ];
  const { code, stdout, stderr } = await run(argv, { env: sandbox.env });
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toBe(
    [
      `error: "primry" isn't a button. Did you mean "primary"?   [E_ENUM · exit 2]`,
      "  Novu would store it unchecked. Nothing was sent.",
      `  try: novu-msg action set user:42@example.com ${ID} primary --status done --payload '{"a":1}'`,
      "",
    ].join("\n"),
  );
  expect(sandbox.requests).toEqual([]);
});

test("another subscriber's message is told from one that does not exist", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox, { subscriberId: "sub-2" });
  const foreign = await run(["action", "complete", "sub-1", id, "primary"], { env: sandbox.env });
  expect(foreign.code).toBe(5);
  expect(foreign.stderr).toContain(
    `error: message ${id} exists, but doesn't belong to subscriber "sub-1"   [E_WRONG_SUBSCRIBER · exit 5]`,
  );
  const unknown = await run(SET, { env: sandbox.env });
  expect(unknown.code).toBe(5);
  expect(unknown.stderr).toContain(
    `error: message ${ID} doesn't exist in this environment   [E_MESSAGE · exit 5]`,
  );
});

test("a wrong key is exit 4, says where the key came from, and shows no key", async () => {
  const sandbox = await useSandbox();
  const env = { ...sandbox.env, NOVU_SECRET_KEY: "deadbeefdeadbeefdeadbeefdeadbeef" };
  const { code, stderr } = await run(SET, { env });
  expect(code).toBe(4);
  expect(stderr).toContain("error: Novu doesn't accept this API key   [E_UNAUTHORIZED · exit 4]");
  expect(stderr).toContain(`The key comes from NOVU_SECRET_KEY, the URL ${sandbox.url} from NOVU_API_URL.`);
  expect(stderr).not.toContain("deadbeef");
});

test("no key at all is exit 4 and says what was looked at", async () => {
  const { code, stderr } = await run(SET, { env: { NOVU_MSG_CONFIG_DIR: useTempDir() } });
  expect(code).toBe(4);
  expect(stderr).toBe(
    [
      "error: no API key found   [E_NO_KEY · exit 4]",
      "  Checked: --profile (not given), NOVU_MSG_SECRET_KEY, NOVU_SECRET_KEY, NOVU_API_KEY, active profile (none)",
      "  try: novu-msg profile add prod --region eu   (to enter the key, verify it and store it)",
      "   or: export NOVU_SECRET_KEY=your-key   (in CI)",
      "",
    ].join("\n"),
  );
});

test("a server that is down is exit 7, and nothing was sent", async () => {
  const env = { NOVU_SECRET_KEY: KEY, NOVU_API_URL: "http://127.0.0.1:9" };
  const { code, stdout, stderr } = await run([...SET, "--json"], { env });
  expect(code).toBe(7);
  expect(stdout).toBe("");
  expect(JSON.parse(stderr)).toMatchObject({
    schema: 1,
    error: { code: "E_CONNECT", exit: 7, sent: "no", details: { reason: "ECONNREFUSED" } },
  });
});

test("an unknown profile is exit 3", async () => {
  const { code, stderr } = await run([...SET, "--profile", "nope"], {
    env: { NOVU_MSG_CONFIG_DIR: useTempDir() },
  });
  expect(code).toBe(3);
  expect(stderr).toContain('error: there is no profile "nope"');
});

test("a key is not sent over plain http to another machine", async () => {
  const { code, stderr } = await run([...SET, "--api-url", "http://192.0.2.1:3000"], {
    env: { NOVU_SECRET_KEY: KEY },
  });
  expect(code).toBe(3);
  expect(stderr).toContain("[E_HTTP · exit 3]");
  expect(stderr).toContain("--allow-http");
});

const answers: readonly [string, number, string, Record<string, string>, number, string][] = [
  [
    "a dashboard's page",
    200,
    "<!doctype html><title>Novu</title>",
    { "content-type": "text/html" },
    12,
    "E_NOT_NOVU",
  ],
  ["a success without a body", 201, "", {}, 12, "E_ANSWER"],
  ["a success that is cut", 201, '{"data":{"_id":', {}, 12, "E_ANSWER"],
  [
    "a success about something else",
    201,
    JSON.stringify({ data: { _id: "0".repeat(24) } }),
    {},
    12,
    "E_MISMATCH",
  ],
  ["a success that is a list", 201, "[]", {}, 12, "E_ANSWER"],
  ["a proxy's 502", 502, "<html><title>Bad Gateway</title></html>", {}, 9, "E_SERVER"],
  ["a bare 429", 429, '"API rate limit exceeded"', { "retry-after": "0" }, 9, "E_RATE_LIMIT"],
  ["a redirect", 307, "", { location: "https://elsewhere.invalid/" }, 12, "E_REDIRECT"],
  ["an empty 403", 403, "", {}, 12, "E_NOT_NOVU"],
  ["a firewall's 403", 403, "<html><head><title>Access denied</title></head></html>", {}, 12, "E_NOT_NOVU"],
  ["a proxy's sign-in page", 401, "<!DOCTYPE html><title>Sign in</title>", {}, 12, "E_NOT_NOVU"],
  ["another gateway's 403", 403, '{"message":"Forbidden"}', {}, 12, "E_NOT_NOVU"],
  ["another API's 401", 401, '{"error":"invalid_token"}', {}, 12, "E_NOT_NOVU"],
  ["a 403 about another status", 403, '{"message":"x","statusCode":200}', {}, 12, "E_NOT_NOVU"],
  ["Novu's 401", 401, '{"statusCode":401,"message":"API Key not found"}', {}, 4, "E_UNAUTHORIZED"],
  ["Novu's 403", 403, '{"statusCode":403,"message":"Forbidden resource"}', {}, 4, "E_FORBIDDEN"],
  ["a plain-text 404", 404, "not here", {}, 6, "E_NO_ROUTE"],
  ["a 402", 402, '{"message":"Plan limit","statusCode":402}', {}, 6, "E_REJECTED"],
];

test.each(answers)("%s has its own end", async (_, status, body, headers, code, failure) => {
  const result = await run([...SET, "--json"], { env: await useAnswer(status, body, headers) });
  expect(result.stdout).toBe("");
  expect(JSON.parse(result.stderr).error).toMatchObject({ code: failure, exit: code });
  expect(result.code).toBe(code);
});

test("both envelopes of the documents arrive whole, every field of it", async () => {
  const message = {
    _id: ID,
    cta: { action: { status: "done", result: { type: "primary" } } },
    status: "sent",
    content: [{ type: "button", content: "x", styles: { textAlign: "center" } }],
    data: { own: "field" },
    unknownField: { nested: [1, null, { deep: true }] },
  };
  const wrapped = await run([...SET, "--json"], {
    env: await useAnswer(201, JSON.stringify({ data: message })),
  });
  const bare = await run([...SET, "--json"], { env: await useAnswer(201, JSON.stringify(message)) });
  expect(JSON.parse(wrapped.stdout)).toEqual(message);
  expect(JSON.parse(bare.stdout)).toEqual(message);
});

test("a key given as a flag is refused, and is not repeated", async () => {
  for (const words of [
    ["--secret-key", "hunter2hunter2"],
    ["--api-key=hunter2hunter2"],
    ["--secrt-key", "hunter2hunter2"],
  ]) {
    const { code, stdout, stderr } = await run([...SET, ...words]);
    expect(code).toBe(2);
    expect(stderr).toContain("[E_SECRET_FLAG · exit 2]");
    expect(stdout + stderr).not.toContain("hunter2");
  }
});

test("a line with an option nobody knows is never shown mended: a key may stand in it", async () => {
  const { stderr } = await run([...SET, "--stauts", "done", "--secret-kye", "hunter2hunter2"]);
  expect(stderr).toContain('there is no option --stauts. Did you mean "--status"?');
  expect(stderr).not.toContain("hunter2");
});

test("help in place of a command is a usage error on stderr; asked for, it is a result", async () => {
  for (const argv of [[], ["action"], ["profile"], ["sandbox"]]) {
    const { code, stdout, stderr } = await run(argv);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^(?:New here|Usage):/m);
  }
  for (const [argv, words] of [
    [["-v"], "novu-msg"],
    [["--color", "never"], "novu-msg"],
    [["action", "-q"], "novu-msg action"],
  ] as const) {
    const { code, stderr } = await run(argv);
    expect([code, /^(?:New here|Usage):/m.test(stderr)]).toEqual([2, true]);
    expect(stderr).toContain(`error: no command given after ${words}   [E_COMMAND · exit 2]`);
  }
  const json = await run(["--json"]);
  expect([json.code, json.stdout, JSON.parse(json.stderr).error.code]).toEqual([2, "", "E_COMMAND"]);
  const asked = await run(["action", "--help"]);
  expect([asked.code, asked.stderr]).toEqual([0, ""]);
  expect(asked.stdout).toContain("novu-msg action <command> [options]");
});

test("-v says on stderr what was sent, -vv where an error came from", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const verbose = await run(["action", "complete", "sub-1", id, "primary", "-v"], { env: sandbox.env });
  expect(verbose.stderr).toMatch(
    new RegExp(`· POST /v1/subscribers/sub-1/messages/${id}/actions/primary → 201 in \\d+ ms`),
  );
  const twice = await run([...SET, "-vv"], { env: sandbox.env });
  expect(twice.stderr).toMatch(/\n {4}at /);
  expect(twice.stderr).not.toContain(KEY);
});

test("variables can come from a file, but what is set already wins", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const { writeFileSync } = await import("node:fs");
  const file = `${useTempDir()}/novu.env`;
  writeFileSync(file, `NOVU_SECRET_KEY=${KEY}\nNOVU_API_URL=http://127.0.0.1:9\n`);
  const argv = ["action", "complete", "sub-1", id, "primary", "--dotenv", file];
  expect((await run(argv, { env: { NOVU_API_URL: sandbox.url } })).code).toBe(0);
});
