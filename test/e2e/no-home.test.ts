import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { cannotSwitchUser, OTHER, useProgramForAll } from "../support/other-user.js";
import { KEY, seedOne, useSandbox } from "../support/sandbox.js";
import { useTempDir } from "../support/temp-dir.js";

const asRoot = test.skipIf(cannotSwitchUser);
const { run } = useProgramForAll();
const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

/** Lines that need no key or say that there is none, and how they end. */
const WITHOUT_KEY: readonly [readonly string[], number][] = [
  [["--version"], 0],
  [["--help"], 0],
  [["commands", "--json"], 0],
  [["help", "environment"], 0],
  [["completion", "bash"], 0],
  [["__complete", "--", "whoami", "--profile", ""], 0],
  [["__complete", "--", "action", "get", ""], 0],
  [["profile", "list"], 0],
  [["whoami"], 4],
  [["action", "get", "alice", ID], 4],
  [["sandbox", "demo"], 0],
  [["sandbox", "stop"], 0],
];

const HOMES: readonly [string, Record<string, string>][] = [
  ["not set", {}],
  ["empty", { HOME: "" }],
  ["relative", { HOME: "home" }],
  ["a tilde", { HOME: "~" }],
  ["the root folder", { HOME: "/" }],
];

asRoot.each(HOMES)(
  "a user whom the system does not know, HOME %s: every command works",
  async (_what, env) => {
    for (const [argv, code] of WITHOUT_KEY) {
      const end = await run(argv, env);
      expect([end.code, /E_BUG|\n {4}at /.test(end.stderr)], argv.join(" ")).toEqual([code, false]);
    }
    const sandbox = await useSandbox();
    const id = seedOne(sandbox);
    for (const argv of [
      ["whoami", "--json"],
      ["doctor", "--json"],
      ["action", "get", "sub-1", id, "--json"],
      ["action", "complete", "sub-1", id, "primary", "--json"],
      ["message", "list", "--json"],
    ]) {
      const end = await run(argv, { ...env, ...sandbox.env });
      expect([end.code, end.stderr], argv.join(" ")).toEqual([0, ""]);
    }
  },
);

asRoot.each<[string, readonly string[], string]>([
  ["profile", ["profile", "add", "p", "--key-env", "K", "--no-verify"], "E_CONFIG_IO"],
  ["background sandbox", ["sandbox", "start", "--background"], "E_STATE"],
  ["completion", ["completion", "fish", "--install"], "E_INSTALL"],
])("without a home, a %s is not stored, and the error says what to set", async (_what, argv, code) => {
  const end = await run([...argv, "--json"]);
  const { error } = JSON.parse(end.stderr);
  expect([end.code, error.code]).toEqual([3, code]);
  expect(error.hint).toContain("HOME isn't set and this user has no home folder");
});

asRoot("without a home, what variables name is used", async () => {
  const [folder, sandbox] = [useTempDir(), await useSandbox()];
  chownSync(folder, OTHER, OTHER);
  const id = seedOne(sandbox);
  const env = { NOVU_MSG_CONFIG_DIR: path.join(folder, "config"), XDG_STATE_HOME: folder, K: KEY };
  const add = ["profile", "add", "p", "--key-env", "K", "--api-url", sandbox.url];
  expect(await run(add, env)).toMatchObject({ code: 0 });
  expect(await run(["whoami", "--query", "environment.name"], env)).toMatchObject({
    stdout: "Development\n",
  });
  const rows = path.join(folder, "rows.csv");
  writeFileSync(rows, `subscriberId,messageId,type,status\nsub-1,${id},primary,done\n`);
  expect(await run(["action", "apply", "-f", rows, "--yes"], env)).toMatchObject({ code: 0 });
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  expect(names).toContain("config/config.json");
  expect(names.filter((name) => name.startsWith("novu-msg/apply/"))).toHaveLength(1);
});

asRoot.each<[string, (folder: string) => string]>([
  [
    "is a file",
    (folder) => {
      writeFileSync(path.join(folder, "home"), "");
      return path.join(folder, "home");
    },
  ],
  [
    "may not be read",
    (folder) => {
      mkdirSync(path.join(folder, "home"), { mode: 0o700 });
      return path.join(folder, "home");
    },
  ],
  ["is not there", (folder) => path.join(folder, "home")],
])("a HOME that %s harms no command that has its key from a variable", async (_what, make) => {
  const [folder, sandbox] = [useTempDir(), await useSandbox()];
  chmodSync(folder, 0o755);
  const env = { HOME: make(folder), ...sandbox.env };
  const id = seedOne(sandbox);
  for (const argv of [["whoami"], ["action", "get", "sub-1", id], ["message", "list"], ["commands"]]) {
    const end = await run([...argv, "--json"], env);
    expect([end.code, end.stderr], argv.join(" ")).toEqual([0, ""]);
  }
  for (const argv of [
    ["profile", "list"],
    ["profile", "add", "p", "--key-env", "K", "--no-verify"],
  ]) {
    const end = await run([...argv, "--json"], env);
    expect([0, 3], end.stderr).toContain(end.code);
  }
});

asRoot.each(["", ".", "home"])("HOME=%j does not lead into the working folder", async (home) => {
  const folder = useTempDir();
  const config = path.join(folder, home, ".config/novu-msg");
  mkdirSync(config, { recursive: true, mode: 0o700 });
  const key = { in: "command", command: `touch ${folder}/ran` };
  const profile = { apiUrl: "http://127.0.0.1:9", key, createdAt: "2026-01-01T00:00:00.000Z" };
  writeFileSync(
    path.join(config, "config.json"),
    JSON.stringify({ schema: 1, active: "p", profiles: { p: profile } }),
    { mode: 0o600 },
  );
  for (const name of ["", ...readdirSync(folder, { recursive: true, encoding: "utf8" })]) {
    chownSync(path.join(folder, name), OTHER, OTHER);
  }
  const before = readdirSync(folder, { recursive: true });
  expect(await run(["whoami"], { HOME: home }, OTHER, folder)).toMatchObject({ code: 4 });
  expect(readdirSync(folder, { recursive: true })).toEqual(before);
});
