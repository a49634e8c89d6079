import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isProgramMissing } from "../support/missing-program.js";
import { KEY, seedOne, useSandbox } from "../support/sandbox.js";
import { spawnCli, spawnShell } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

test.skipIf(isProgramMissing("bash") || isProgramMissing("jq"))(
  "the main job from a shell, with the key in the environment, read by jq",
  async () => {
    const sandbox = await useSandbox();
    const id = seedOne(sandbox);
    const { code, stderr } = await spawnShell(
      `$NOVU_MSG action set sub-1 ${id} primary --status done --payload '{"a":1}' --json |
     jq -e '.cta.action.status=="done" and .cta.action.result.type=="primary" and .cta.action.result.payload.a==1'`,
      { env: sandbox.env },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(sandbox.wire()).toEqual([
      "GET /v1/messages?subscriberId=sub-1&channel=in_app&page=0&limit=100",
      `POST /v1/subscribers/sub-1/messages/${id}/actions/primary {"status":"done","payload":{"a":1}}`,
    ]);
  },
);

test("the same with a stored profile and no variables", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const home = useTempDir();
  const env = { HOME: home };
  const added = await spawnCli(["profile", "add", "local", "--key-stdin", "--api-url", sandbox.url], {
    env,
    stdin: KEY,
  });
  expect(added.code).toBe(0);
  const file = path.join(home, ".config", "novu-msg", "config.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  expect(readFileSync(file, "utf8")).toContain(KEY);
  const done = await spawnCli(["action", "set", "sub-1", id, "primary", "--status", "done", "--json"], {
    env,
  });
  expect(done.code).toBe(0);
  expect(JSON.parse(done.stdout).cta.action.status).toBe("done");
  const list = await spawnCli(["profile", "list"], { env });
  expect(list.stdout + list.stderr).not.toContain(KEY);
});

const ends: readonly [
  string,
  (sandbox: Awaited<ReturnType<typeof useSandbox>>) => [string[], Record<string, string>],
  number,
][] = [
  ["a typo", ({ env }) => [["action", "set", "sub-1", "0".repeat(24), "primry", "--status", "done"], env], 2],
  [
    "an unknown message",
    ({ env }) => [["action", "complete", "sub-1", "507f1f77bcf86cd799439011", "primary"], env],
    5,
  ],
  [
    "another subscriber's message",
    (sandbox) => [["action", "complete", "sub-2", seedOne(sandbox), "primary"], sandbox.env],
    5,
  ],
  [
    "a wrong key",
    (sandbox) => [
      ["action", "complete", "sub-1", seedOne(sandbox), "primary"],
      { ...sandbox.env, NOVU_SECRET_KEY: "wrong" },
    ],
    4,
  ],
  ["a server that is down", ({ env }) => [["whoami"], { ...env, NOVU_API_URL: "http://127.0.0.1:9" }], 7],
  ["an unknown profile", ({ env }) => [["whoami", "--profile", "nope"], env], 3],
];

test.each(ends)("%s ends with its own code, and --json keeps stdout empty", async (_, lineFor, code) => {
  const [argv, env] = lineFor(await useSandbox());
  const end = await spawnCli([...argv, "--json"], { env: { ...env, NOVU_MSG_CONFIG_DIR: useTempDir() } });
  expect(end.code).toBe(code);
  expect(end.stdout).toBe("");
  expect(end.stderr.trim().split("\n")).toHaveLength(1);
  expect(JSON.parse(end.stderr)).toMatchObject({ schema: 1, error: { exit: code } });
});
