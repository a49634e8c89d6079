import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { run } from "../support/run-cli.js";
import { KEY, seedOne, useSandbox } from "../support/sandbox.js";
import { useTempDir } from "../support/temp-dir.js";

const profile = (apiUrl: string) => ({
  apiUrl,
  key: { in: "env", name: "SOME_KEY" },
  createdAt: "2026-01-01T00:00:00.000Z",
});
const CONFIG = JSON.stringify({
  active: "prod",
  profiles: { prod: profile("https://eu.api.novu.co"), dev: profile("http://localhost:3000") },
});

const useHome = (config = CONFIG) => {
  const home = useTempDir();
  const folder = path.join(home, ".config", "novu-msg");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(folder, "config.json"), config, { mode: 0o600 });
  return { home, folder };
};

const ask = async (words: readonly string[], options: Parameters<typeof run>[1] = {}) => {
  const { code, stdout, stderr } = await run(["__complete", "--", ...words], options);
  expect([code, stderr]).toEqual([0, ""]);
  return stdout;
};

test("profiles are read from the config file, with where they lead", async () => {
  const { home } = useHome();
  expect(await ask(["profile", "use", ""], { home })).toBe(
    "words\t\nprod\teu · active\ndev\tlocalhost:3000\n",
  );
});

test.each([
  ["broken", "{"],
  ["of another kind", "[]"],
])("a config file that is %s gives no suggestion, no error and no copy", async (_, text) => {
  const { home, folder } = useHome(text);
  expect(await ask(["-p", ""], { home })).toBe("words\t\n");
  expect(readdirSync(folder)).toEqual(["config.json"]);
});

test.skipIf(process.platform === "win32")(
  "a config file with a key that others can read is not read",
  async () => {
    const withKey = CONFIG.replaceAll('{"in":"env","name":"SOME_KEY"}', `{"in":"file","value":"${KEY}"}`);
    expect(withKey).not.toBe(CONFIG);
    const { home, folder } = useHome(withKey);
    chmodSync(path.join(folder, "config.json"), 0o644);
    expect(await ask(["-p", ""], { home })).toBe("words\t\n");
  },
);

test.each([
  [{ NOVU_MSG_OUTPUT: "nonsense" }],
  [{ NOVU_MSG_OUTPUT: "json" }],
  [{ NOVU_MSG_REQUEST_TIMEOUT: "soon" }],
  [{ NOVU_API_URL: "::" }],
  [{ NOVU_MSG_PROFILE: "nobody" }],
])("no variable disturbs it: %j", async (env) => {
  expect(await ask(["action", "s"], { env: { NOVU_SECRET_KEY: "k", ...env } })).toMatch(/^words\t\nset\t/);
  expect(await ask(["action", "get", "x"], { env })).toBe("words\t\n");
});

test.each([[[]], [[""]], [["--"]], [["--help"]], [["--fields"]], [["-"]], [["action", "set", "--status"]]])(
  "it answers %j, however odd",
  async (words) => {
    expect(await ask(words)).toMatch(/^(words|list|files)\t/);
  },
);

test("without words and without dashes it answers too", async () => {
  const { code, stdout } = await run(["__complete"]);
  expect([code, stdout.startsWith("words\t\naction\t")]).toEqual([0, true]);
});

test("it is in no list and in no suggestion", async () => {
  expect((await run(["--help"])).stdout).not.toContain("__complete");
  expect((await run(["commands", "--json"])).stdout).not.toContain("__complete");
  expect((await run(["__complet"])).stderr).not.toContain("__complete");
});

test("ids used at a terminal come back at the address they were used at, and nowhere else", async () => {
  const home = useTempDir();
  const sandbox = await useSandbox();
  const [first, second] = [seedOne(sandbox, { content: "Deploy?" }), seedOne(sandbox)];
  const person = { home, env: sandbox.env, terminals: ["stdout", "stderr"] as const };
  expect((await run(["action", "get", "sub-1", first], person)).code).toBe(0);
  expect((await run(["action", "complete", "sub-1", second, "primary"], person)).code).toBe(0);
  const { env } = sandbox;
  expect(await ask(["action", "get", ""], { home, env })).toBe("words\t\nsub-1\t\n");
  expect(await ask(["action", "get", "sub-1", ""], { home, env })).toMatch(
    new RegExp(`^words\\t\\n${second}\\t.*\\n${first}\\tDeploy\\?\\n$`),
  );
  const there = await ask(["--region", "us", "action", "get", "s"], { home, env: { NOVU_SECRET_KEY: "k" } });
  expect(there).toBe("words\t\n");
  const byFlag = await ask(["action", "get", "--api-url", sandbox.url, "s"], { home });
  expect(byFlag).toBe("words\t\nsub-1\t\n");
});

test("variables of --dotenv say where", async () => {
  const home = useTempDir();
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  await run(["action", "get", "sub-1", id], { home, env: sandbox.env, terminals: ["stdout"] });
  const file = path.join(home, "sandbox.env");
  writeFileSync(file, `NOVU_API_URL=${sandbox.url}\nNOVU_SECRET_KEY=k\n`);
  expect(await ask(["--dotenv", file, "action", "get", ""], { home })).toBe("words\t\nsub-1\t\n");
  expect(await ask(["--dotenv", "/none", "action", "get", "s"], { home })).toBe("words\t\n");
});

test("a script leaves no ids behind, nor does a refusal or a preview", async () => {
  const home = useTempDir();
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const { env } = sandbox;
  await run(["action", "get", "sub-1", id], { home, env });
  await run(["action", "get", "sub-1", id, "--json"], { home, env, terminals: ["stdout", "stderr"] });
  const person = { home, env, terminals: ["stdout", "stderr"] as const };
  await run(["action", "complete", "sub-2", id, "primary"], person);
  await run(["action", "complete", "sub-1", id, "primary", "--dry-run"], person);
  expect(readdirSync(home)).toEqual([]);
});
