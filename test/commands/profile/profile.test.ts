import { chmodSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { useProfileHome } from "../../support/profile-home.js";
import { KEY, seedOne, useSandbox } from "../../support/sandbox.js";

const SECOND = "fedcba9876543210fedcba9876543210";

const useTwoProfiles = async () => {
  const sandbox = await useSandbox({ keys: [KEY, SECOND] });
  const home = useProfileHome();
  const url = ["--api-url", sandbox.url];
  expect((await home.run(["profile", "add", "dev", "--key-stdin", ...url], `${KEY}\n`)).code).toBe(0);
  expect(
    (await home.run(["profile", "add", "prod", "--key-stdin", ...url], `ApiKey ${SECOND}\r\n`)).code,
  ).toBe(0);
  return { sandbox, home };
};

test("add checks the key, stores it for the owner only, and the first one is active", async () => {
  const sandbox = await useSandbox();
  const home = useProfileHome();
  const argv = ["profile", "add", "local", "--key-stdin", "--api-url", `${sandbox.url}/v1/`, "--json"];
  const { code, stdout, stderr } = await home.run(argv, `  ${KEY}\n`);
  expect([code, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).toEqual({
    name: "local",
    active: true,
    apiUrl: sandbox.url,
    key: "config file",
    environment: {
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      name: "Development",
      type: "dev",
      organizationId: expect.stringMatching(/^[0-9a-f]{24}$/),
    },
    allowHttp: false,
    protected: false,
    allow: "write",
    createdAt: expect.any(String),
    verifiedAt: expect.any(String),
  });
  expect(home.mode()).toBe(0o600);
  expect(sandbox.wire()).toEqual(["GET /v1/environments/me"]);
});

test("a stored profile does the main job with no variables at all, and names its environment", async () => {
  const { sandbox, home } = await useTwoProfiles();
  const id = seedOne(sandbox, { key: SECOND });
  const { code, stderr } = await home.runWithNotes([
    "action",
    "complete",
    "sub-1",
    id,
    "primary",
    "--profile",
    "prod",
  ]);
  expect(code).toBe(0);
  expect(stderr).toContain(
    `✔ Approve is now done for sub-1 (was pending)   Production · 127.0.0.1:${sandbox.port}`,
  );
  const other = await home.runWithNotes(["action", "complete", "sub-1", id, "primary"]);
  expect(other.code).toBe(5);
});

const quietLines: readonly (readonly [readonly string[], number])[] = [
  [["profile", "list"], 0],
  [["profile", "list", "--json"], 0],
  [["profile", "show"], 0],
  [["profile", "show", "prod", "--json"], 0],
  [["profile", "use", "prod"], 0],
  [["profile", "verify", "--all", "-vv"], 0],
  [["whoami", "-vv"], 0],
  [["whoami", "--json"], 0],
  [["action", "complete", "sub-1", "65f0c1a9b2d4e6f8a0b1c2d3", "primary", "-vv"], 5],
  [["action", "complete", "sub-1", "65f0c1a9b2d4e6f8a0b1c2d3", "primary", "--print", "curl"], 0],
  [["profile", "rename", "prod", "p"], 0],
  [["profile", "remove", "p", "--yes"], 0],
];

test("no output ever shows a key", async () => {
  const { home } = await useTwoProfiles();
  for (const [words, code] of quietLines) {
    const end = await home.run(words);
    expect([words, end.code]).toEqual([words, code]);
    expect(end.stdout + end.stderr).not.toContain(KEY);
    expect(end.stdout + end.stderr).not.toContain(SECOND);
  }
});

test("list shows which is active, the environment, the URL and where the key is kept", async () => {
  const { sandbox, home } = await useTwoProfiles();
  expect((await home.run(["profile", "list"])).stdout).toBe(
    `*\tdev\tDevelopment\t${sandbox.url}\tconfig file\t\t\n\tprod\tProduction\t${sandbox.url}\tconfig file\t\t\n`,
  );
});

test("an empty list is a success with nothing on stdout", async () => {
  const home = useProfileHome();
  expect(await home.run(["profile", "list"])).toMatchObject({ code: 0, stdout: "" });
  expect((await home.run(["profile", "list", "--json"])).stdout).toBe("[]\n");
});

test("use switches, - goes back, and a name that does not exist makes nothing", async () => {
  const { home } = await useTwoProfiles();
  const active = async () => (await home.run(["profile", "show", "--query", "name"])).stdout.trim();
  expect((await home.run(["profile", "use", "prod"])).code).toBe(0);
  expect(await active()).toBe("prod");
  expect((await home.run(["profile", "use", "-"])).code).toBe(0);
  expect(await active()).toBe("dev");
  const before = home.text();
  const typo = await home.run(["profile", "use", "prd"]);
  expect(typo.code).toBe(3);
  expect(typo.stderr).toContain(
    'error: there is no profile "prd". Did you mean "prod"?   [E_PROFILE · exit 3]',
  );
  expect(typo.stderr).toContain("try: novu-msg profile use prod");
  expect(home.text()).toBe(before);
});

test("rename keeps what is active; a name that is taken is refused", async () => {
  const { home } = await useTwoProfiles();
  expect((await home.run(["profile", "rename", "dev", "development"])).code).toBe(0);
  expect((await home.run(["profile", "show", "--query", "name"])).stdout).toBe("development\n");
  const taken = await home.run(["profile", "rename", "development", "prod"]);
  expect([taken.code, taken.stdout]).toEqual([3, ""]);
  expect(taken.stderr).toContain("[E_PROFILE_EXISTS · exit 3]");
});

test("remove asks; where nobody can be asked it needs --yes", async () => {
  const { home } = await useTwoProfiles();
  const refused = await home.run(["profile", "remove", "prod"]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("[E_CONFIRM · exit 2]");
  expect(refused.stderr).toContain("  try: novu-msg profile remove prod --yes\n");
  expect((await home.run(["profile", "remove", "prod", "--yes"])).code).toBe(0);
  expect((await home.run(["profile", "list", "--query", "[].name"])).stdout).toBe('[\n  "dev"\n]\n');
  expect(home.text()).not.toContain(SECOND);
});

test("replacing a profile needs a yes, and then has the new key", async () => {
  const { sandbox, home } = await useTwoProfiles();
  const argv = ["profile", "add", "dev", "--key-stdin", "--api-url", sandbox.url];
  expect((await home.run(argv, SECOND)).code).toBe(2);
  expect((await home.run([...argv, "--yes"], SECOND)).code).toBe(0);
  expect((await home.run(["profile", "show", "dev", "--query", "environment.name"])).stdout).toBe(
    "Production\n",
  );
});

test("a key that Novu does not accept is not stored", async () => {
  const sandbox = await useSandbox();
  const home = useProfileHome();
  const { code, stderr } = await home.run(
    ["profile", "add", "x", "--key-stdin", "--api-url", sandbox.url],
    "wrong",
  );
  expect(code).toBe(4);
  expect(stderr).toContain(
    `Nothing was stored. The URL was ${sandbox.url}. Use --no-verify to skip this check.`,
  );
  expect((await home.run(["profile", "list", "--json"])).stdout).toBe("[]\n");
});

test("--no-verify stores without asking anybody", async () => {
  const home = useProfileHome();
  const { code } = await home.run(
    ["profile", "add", "x", "--key-stdin", "--region", "eu", "--no-verify"],
    KEY,
  );
  expect(code).toBe(0);
  expect(JSON.parse((await home.run(["profile", "show", "x", "--json"])).stdout)).toMatchObject({
    apiUrl: "https://eu.api.novu.co",
    environment: null,
    verifiedAt: null,
  });
});

test("a key from a variable or a command is taken anew at each run, and never stored", async () => {
  const sandbox = await useSandbox();
  const home = useProfileHome({ TEAM_KEY: KEY });
  const url = ["--api-url", sandbox.url];
  expect((await home.run(["profile", "add", "env", "--key-env", "TEAM_KEY", ...url])).code).toBe(0);
  expect(
    (await home.run(["profile", "add", "cmd", "--key-command", `printf '%s' ${KEY}`, "--no-verify", ...url]))
      .code,
  ).toBe(0);
  expect((await home.run(["whoami", "--profile", "env", "--query", "environment.name"])).stdout).toBe(
    "Development\n",
  );
  expect((await home.run(["whoami", "--profile", "cmd", "--query", "environment.name"])).stdout).toBe(
    "Development\n",
  );
  expect(JSON.parse(home.text()).profiles.env.key).toEqual({ in: "env", name: "TEAM_KEY" });
});

test("verify tells a good key from a bad one and goes on with the others", async () => {
  const { home } = await useTwoProfiles();
  await home.run([
    "profile",
    "add",
    "gone",
    "--key-env",
    "NOT_SET",
    "--no-verify",
    "--api-url",
    "http://127.0.0.1:9",
  ]);
  const { code, stdout } = await home.run(["profile", "verify", "--all", "--json"]);
  expect(code).toBe(4);
  expect(JSON.parse(stdout)).toMatchObject([
    { name: "dev", ok: true, code: null, environment: { name: "Development" } },
    { name: "prod", ok: true, code: null, environment: { name: "Production" } },
    { name: "gone", ok: false, code: "E_KEY_SOURCE", environment: null },
  ]);
});

test("a stored key does not go to another host unless that is said", async () => {
  const { home } = await useTwoProfiles();
  const other = await useSandbox();
  const argv = ["whoami", "--api-url", other.url];
  const refused = await home.run(argv);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain("[E_HOST · exit 3]");
  expect(other.requests).toEqual([]);
  expect((await home.run([...argv, "--allow-host", `127.0.0.1:${other.port}`])).code).toBe(0);
});

test("a broken config file is never changed; a copy is kept beside and the error says where", async () => {
  const { home } = await useTwoProfiles();
  const broken = `${home.text().slice(0, -2)}, oops`;
  writeFileSync(home.file, broken);
  const { code, stderr } = await home.run(["profile", "list"]);
  expect(code).toBe(3);
  expect(home.text()).toBe(broken);
  const copy = readdirSync(path.dirname(home.file)).find((name) => name.startsWith("config.json.bad-"));
  expect(stderr).toContain(`[E_CONFIG · exit 3]`);
  expect(stderr).toContain(path.join(path.dirname(home.file), copy ?? "no copy"));
  expect(stderr).not.toContain(KEY);
});

test("a config file that others can read is refused, with the command that mends it", async () => {
  const { home } = await useTwoProfiles();
  chmodSync(home.file, 0o644);
  const { code, stderr } = await home.run(["whoami"]);
  expect(code).toBe(3);
  expect(stderr).toContain(`try: chmod 600 ${home.file}`);
});

test("a config without a key in it may be readable, and may begin with a byte order mark", async () => {
  const { home } = await useTwoProfiles();
  const config = JSON.parse(home.text());
  for (const profile of Object.values<{ key: object }>(config.profiles))
    profile.key = { in: "env", name: "K" };
  for (const mode of [0o644, 0o444]) {
    rmSync(home.file);
    writeFileSync(home.file, `\ufeff${JSON.stringify(config)}`, { mode });
    expect((await home.run(["profile", "list"])).code).toBe(0);
  }
  // A change is possible, and leaves a private file.
  expect((await home.run(["profile", "rename", Object.keys(config.profiles)[0] ?? "", "renamed"])).code).toBe(
    0,
  );
  expect(statSync(home.file).mode & 0o777).toBe(0o600);
});
