import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isSandboxRoute, isWithin, LEVELS, type Level, levelOfRequest } from "../../src/model/level.js";
import { allDone } from "../support/bulk-input.js";
import { everyCommand } from "../support/every-command.js";
import { useProfileHome } from "../support/profile-home.js";
import { run, runUnchecked } from "../support/run-cli.js";
import { runEveryCommand } from "../support/run-every-command.js";
import { KEY, seedOne, useSandbox } from "../support/sandbox.js";
import { useTempDir } from "../support/temp-dir.js";

/** How a run is limited: each source alone, and all of them beside looser ones. */
const SOURCES = ["flag", "variable", "profile"] as const;
type Source = (typeof SOURCES)[number];

const useLevels = async () => {
  const sandbox = await useSandbox();
  const home = useProfileHome({ KEY_OF_TEST: KEY });
  expect(
    (await home.run(["profile", "add", "p", "--key-env", "KEY_OF_TEST", "--api-url", sandbox.url])).code,
  ).toBe(0);
  const id = seedOne(sandbox);
  sandbox.forget();
  const limit = (profileLevel: unknown) => {
    const config = JSON.parse(home.text());
    config.profiles.p.allow = profileLevel;
    writeFileSync(home.file, JSON.stringify(config), { mode: 0o600 });
  };
  const at = async (level: Level, source: Source, argv: readonly string[]) => {
    const others: Level = "write";
    limit(source === "profile" ? level : others);
    return runUnchecked([...argv, "--allow", source === "flag" ? level : others, "--json"], {
      env: { ...home.env, NOVU_MSG_ALLOW: source === "variable" ? level : others },
    });
  };
  return { sandbox, home, id, limit, at };
};

const rowsFile = (id: string): string => {
  const file = path.join(useTempDir(), "rows.csv");
  writeFileSync(file, allDone([id]));
  return file;
};

/** A line for every command that writes, and the level that it needs. */
const WRITES: readonly [string, Level, (id: string) => readonly string[]][] = [
  ["action set", "write", (id) => ["action", "set", "sub-1", id, "primary", "--status", "done"]],
  ["action complete", "write", (id) => ["action", "complete", "sub-1", id, "primary"]],
  ["action complete", "write", (id) => ["action", "complete", "sub-1", id, "primary", "--api", "v2"]],
  ["action revert", "write", (id) => ["action", "revert", "sub-1", id, "primary", "--overwrite"]],
  [
    "action apply",
    "write",
    (id) => ["action", "apply", rowsFile(id), "--journal", `${rowsFile(id)}.journal`],
  ],
  ["message mark", "ask", (id) => ["message", "mark", "sub-1", id, "--as", "unread"]],
  ["message mark", "ask", (id) => ["message", "mark", "sub-1", id, "--as", "archived"]],
  ["message delete", "write", (id) => ["message", "delete", id, "--yes"]],
  ["api", "ask", () => ["api", "POST", "/v1/events/trigger", "-f", "name=approval", "-f", "to=sub-1"]],
  ["api", "write", (id) => ["api", "POST", `/v1/subscribers/sub-1/messages/${id}/actions/primary`]],
  ["api", "write", (id) => ["api", "DELETE", `/v1/messages/${id}`]],
];

test("every command whose spec says that it writes has a line here", () => {
  const named = new Set(WRITES.map(([name]) => name));
  const writing = everyCommand.filter(({ effect }) => effect === "writes").map(({ path: name }) => name);
  expect(writing.filter((name) => !named.has(name) && name !== "action ask")).toEqual([]);
});

test.each(SOURCES)("below its level no command that writes sends anything, limited by %s", async (source) => {
  for (const [name, needed, line] of WRITES) {
    const { sandbox, id, at } = await useLevels();
    for (const level of LEVELS) {
      sandbox.forget();
      const { code, stderr, stdout } = await at(level, source, line(id));
      const what = `${name} at ${level} by ${source}`;
      if (isWithin(needed, level)) {
        expect(stderr, what).not.toContain("E_LEVEL");
        expect(sandbox.wire().filter((request) => !request.startsWith("GET ")).length, what).toBeGreaterThan(
          0,
        );
        continue;
      }
      expect([code, stdout, sandbox.wire()], what).toEqual([3, "", []]);
      const { error } = JSON.parse(stderr);
      expect(error, what).toMatchObject({ code: "E_LEVEL", sent: "no", details: { level, needed } });
      const named = { flag: "--allow", variable: "NOVU_MSG_ALLOW", profile: "profile p" }[source];
      expect(error.details.sources, what).toEqual([named]);
    }
  }
});

test.each(LEVELS)("at level %s no line of any command sends what the level does not allow", async (level) => {
  const refused: string[] = [];
  const sandbox = await runEveryCommand("3.15", [
    async (line, _code, options) => {
      const env = { ...options.env, NOVU_MSG_ALLOW: level };
      // Nobody presses where nothing may be pressed.
      const words = [...line.split(" "), ...(line.startsWith("action wait") ? ["--timeout", "0"] : [])];
      const { stderr, code } = await runUnchecked(words, { ...options, env });
      if (stderr.includes("[E_LEVEL · exit 3]")) {
        expect(code, line).toBe(3);
        refused.push(line);
      }
    },
  ]);
  const requests = sandbox.requests.filter(({ path: route }) => !isSandboxRoute(route));
  const tooMuch = requests.filter(
    ({ method, path: route }) => !isWithin(levelOfRequest(method, route), level),
  );
  expect(tooMuch).toEqual([]);
  expect(requests.length).toBeGreaterThan(20);
  expect(refused.length > 0).toBe(level !== "write");
  // A preview, a local command and a sandbox's own routes are never refused.
  expect(
    refused.filter((line) => /--dry-run|--plan|^sandbox |^completion|^help|^commands/.test(line)),
  ).toEqual([]);
});

test("--print, --dry-run and --plan show at level read what would be sent", async () => {
  const { id, at, sandbox } = await useLevels();
  const lines = [
    ["action", "set", "sub-1", id, "primary", "--status", "done", "--dry-run"],
    ["action", "complete", "sub-1", id, "primary", "--print", "json"],
    ["action", "apply", rowsFile(id), "--plan"],
    ["action", "apply", rowsFile(id), "--dry-run"],
    ["api", "DELETE", `/v1/messages/${id}`, "--print", "curl"],
  ];
  for (const line of lines) expect((await at("read", "variable", line)).code, line.join(" ")).toBe(0);
  expect(sandbox.wire().filter((request) => !request.startsWith("GET "))).toEqual([]);
});

test("an unknown level in the variable or the profile means read, one on the line is a usage error", async () => {
  const { home, id, limit, sandbox } = await useLevels();
  const line = ["action", "complete", "sub-1", id, "primary"];
  const byVariable = await run(line, { env: { ...home.env, NOVU_MSG_ALLOW: "everything" } });
  expect(byVariable.code).toBe(3);
  expect(byVariable.stderr).toContain(
    'error: NOVU_MSG_ALLOW=everything doesn\'t allow "novu-msg action complete"',
  );
  expect(byVariable.stderr).toContain("isn't read, ask or write, so it counts as read");
  for (const level of ["all", 7, null, ["write"]]) {
    limit(level);
    expect((await home.run(line)).code, String(level)).toBe(3);
  }
  limit("write");
  expect((await home.run([...line, "--allow", "all"])).stderr).toContain("[E_ENUM · exit 2]");
  expect(sandbox.wire()).toEqual([]);
});

test("the strictest holds, also of two on the line, and all that forbid are named", async () => {
  const { home, id, limit } = await useLevels();
  limit("ask");
  const line = [
    "action",
    "complete",
    "sub-1",
    id,
    "primary",
    "--allow",
    "read",
    "--allow",
    "write",
    "--json",
  ];
  const { code, stderr } = await run(line, { env: { ...home.env, NOVU_MSG_ALLOW: "write" } });
  expect(code).toBe(3);
  expect(JSON.parse(stderr).error).toMatchObject({
    message: '--allow read and profile "p" (allow: ask) don\'t allow "novu-msg action complete"',
    details: { level: "read", needed: "write", sources: ["--allow", "profile p"] },
  });
});

test("whoami, doctor, profile show and profile list say the level", async () => {
  const { home, limit } = await useLevels();
  limit("ask");
  const json = async (argv: readonly string[]) =>
    JSON.parse((await run([...argv, "--json"], { env: { ...home.env, NOVU_MSG_ALLOW: "read" } })).stdout);
  expect((await json(["whoami"])).allow).toEqual({ value: "read", source: "NOVU_MSG_ALLOW" });
  expect((await json(["profile", "show"])).allow).toBe("ask");
  expect((await json(["profile", "list"]))[0].allow).toBe("ask");
  const level = (await json(["doctor"])).checks.find(({ id }: { id: string }) => id === "level");
  expect(level).toMatchObject({ state: "pass", finding: "read, from NOVU_MSG_ALLOW" });
});

test("below write no profile is added and no level changed, whichever source says so", async () => {
  const { home, limit, sandbox } = await useLevels();
  const add = ["profile", "add", "q", "--key-env", "KEY_OF_TEST", "--api-url", sandbox.url, "--no-verify"];
  const lines = [
    add,
    ["profile", "set", "p", "--allow", "write"],
    ["profile", "set", "p", "--allow", "read"],
  ];
  limit("ask");
  const before = home.text();
  for (const line of lines) {
    const byProfile = await home.run(line);
    expect([byProfile.code, home.text()], line.join(" ")).toEqual([3, before]);
    expect(byProfile.stderr).toContain("[E_LEVEL · exit 3]");
    expect(byProfile.stderr).toContain(`"allow" in ${home.file}`);
  }
  limit(undefined);
  const unlimited = home.text();
  for (const line of [add, ["profile", "set", "p", "--allow", "read"]]) {
    const byVariable = await run(line, { env: { ...home.env, NOVU_MSG_ALLOW: "read" } });
    expect([byVariable.code, home.text()], line.join(" ")).toEqual([3, unlimited]);
  }
  // What does not loosen anything stays local.
  limit("read");
  for (const line of [
    ["profile", "set", "p", "--allow", "read"],
    ["profile", "set", "p", "--protected"],
  ])
    expect((await home.run(line)).code, line.join(" ")).toBe(0);
  expect((await home.run(["profile", "rename", "p", "r"])).code).toBe(0);
  expect(JSON.parse(home.text()).profiles.r).toMatchObject({ allow: "read", protected: true });
});

test("another profile does not lift the level of the one that is changed", async () => {
  const { home, limit, sandbox } = await useLevels();
  const add = ["profile", "add", "free", "--key-env", "KEY_OF_TEST", "--api-url", sandbox.url, "--use"];
  expect((await home.run(add)).code).toBe(0);
  limit("read");
  expect((await home.run(["profile", "set", "p", "--allow", "write"])).code).toBe(3);
  expect((await home.run(["profile", "set", "p", "--allow", "write", "-p", "free"])).code).toBe(3);
  expect((await home.run(["profile", "set", "free", "--allow", "ask"])).code).toBe(0);
  expect(JSON.parse(home.text()).profiles.free.allow).toBe("ask");
});
