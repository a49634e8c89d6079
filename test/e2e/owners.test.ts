import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { keeps } from "../support/keeps.js";
import { cannotSwitchUser, OTHER, useProgramForAll } from "../support/other-user.js";
import { NODE } from "../support/program.js";
import { KEY, seedOne, useSandbox } from "../support/sandbox.js";
import { useTempDir } from "../support/temp-dir.js";

keeps("what other users can change isn't trusted");

const asRoot = test.skipIf(cannotSwitchUser);
const { run } = useProgramForAll();
const ROOT = 0;

/** A folder that all can enter, with a config whose key command leaves a mark. */
const useConfig = async () => {
  const [base, sandbox] = [useTempDir(), await useSandbox()];
  chmodSync(base, 0o755);
  const mark = path.join(base, "ran");
  const [parent, folder] = [path.join(base, "xdg"), path.join(base, "xdg/novu-msg")];
  const file = path.join(folder, "config.json");
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  chmodSync(folder, 0o700);
  const key = { in: "command", command: `sh -c 'touch ${mark}; echo $OWN_KEY'` };
  const profile = { apiUrl: sandbox.url, key, createdAt: "2026-01-01T00:00:00.000Z" };
  writeFileSync(file, JSON.stringify({ schema: 1, active: "p", profiles: { p: profile } }), { mode: 0o600 });
  const env = { HOME: base, XDG_CONFIG_HOME: parent, OWN_KEY: KEY };
  return { base, parent, folder, file, env, sandbox, ran: () => existsSync(mark) };
};

type Config = Awaited<ReturnType<typeof useConfig>>;
const give = (place: string) => chownSync(place, OTHER, OTHER);

const FOREIGN: readonly [string, (config: Config) => void][] = [
  [
    "all of it another user's",
    ({ parent, folder, file }) => {
      for (const place of [file, folder, parent]) give(place);
    },
  ],
  ["the file another user's, in an own folder", ({ file }) => give(file)],
  ["the folder another user's, with an own file", ({ folder }) => give(folder)],
  ["the folder above another user's", ({ parent }) => give(parent)],
  ["the folder above open to all", ({ parent }) => chmodSync(parent, 0o777)],
  [
    "an own link to another user's file",
    ({ base, folder, file }) => {
      const moved = path.join(base, "config.json");
      spawnSync("mv", [file, moved]);
      give(moved);
      symlinkSync(moved, path.join(folder, "config.json"));
    },
  ],
  [
    "another user's link to an own folder",
    ({ base, folder }) => {
      spawnSync("mv", [folder, path.join(base, "moved")]);
      symlinkSync(path.join(base, "moved"), folder);
      lchownSync(folder, OTHER, OTHER);
    },
  ],
  [
    "an own link to a file in a folder of another user",
    ({ base, folder, file }) => {
      mkdirSync(path.join(base, "theirs"));
      give(path.join(base, "theirs"));
      spawnSync("mv", [file, path.join(base, "theirs/config.json")]);
      symlinkSync("../../theirs/config.json", path.join(folder, "config.json"));
    },
  ],
];

asRoot.each(FOREIGN)("a config with %s gives no key and runs no key command", async (_what, spoil) => {
  const config = await useConfig();
  spoil(config);
  for (const words of [["whoami"], ["profile", "list"], ["profile", "verify"], ["profile", "use", "p"]]) {
    const end = await run([...words, "--json"], config.env, ROOT);
    expect([end.code, JSON.parse(end.stderr).error.code], words.join(" ")).toEqual([3, "E_CONFIG_OWNER"]);
  }
  const doctor = await run(["doctor", "--json"], config.env, ROOT);
  expect([doctor.code, doctor.stdout.includes('"E_CONFIG_OWNER"')]).toEqual([3, true]);
  const completion = await run(["__complete", "--", "whoami", "--profile", ""], config.env, ROOT);
  expect(completion.stdout).toBe("words\t\n");
  expect([config.ran(), config.sandbox.requests]).toEqual([false, []]);
});

asRoot.each(FOREIGN)("with a key from a variable, a config with %s is ignored", async (_what, spoil) => {
  const config = await useConfig();
  spoil(config);
  const id = seedOne(config.sandbox);
  const env = { ...config.env, ...config.sandbox.env };
  for (const words of [["whoami"], ["action", "get", "sub-1", id], ["message", "list"], ["doctor"]]) {
    const end = await run([...words, "--json"], env, ROOT);
    expect([end.code, end.stderr], words.join(" ")).toEqual([0, ""]);
  }
  const verbose = await run(["whoami", "-v"], env, ROOT);
  expect(verbose.stderr).toMatch(/(?:another user|anyone can replace files).*it is ignored for this run/);
  expect(config.ran()).toBe(false);
});

const TRUSTED: readonly [string, number, (config: Config) => void][] = [
  ["all of it the user's", ROOT, () => {}],
  ["the folder above open to all but sticky, as /tmp", ROOT, ({ parent }) => chmodSync(parent, 0o1777)],
  [
    "an own link to an own file, as dot-file managers make it",
    ROOT,
    ({ base, folder, file }) => {
      spawnSync("mv", [file, path.join(base, "config.json")]);
      symlinkSync("../../config.json", path.join(folder, "config.json"));
    },
  ],
  [
    "the user's file in root's folders",
    OTHER,
    ({ folder, file, base }) => {
      give(file);
      chmodSync(folder, 0o755);
      give(base);
    },
  ],
];

asRoot.each(TRUSTED)("a config with %s is used", async (_what, user, arrange) => {
  const config = await useConfig();
  arrange(config);
  expect(await run(["whoami", "--query", "environment.name"], config.env, user)).toMatchObject({
    code: 0,
    stdout: "Development\n",
  });
  expect(config.ran()).toBe(true);
});

asRoot.each<[string, (parent: string) => void]>([
  ["of another user", give],
  ["open to all", (parent) => chmodSync(parent, 0o777)],
])("no key is asked for or stored below a folder %s", async (_what, spoil) => {
  const base = useTempDir();
  const parent = path.join(base, "xdg");
  mkdirSync(parent, { mode: 0o755 });
  spoil(parent);
  const env = { HOME: base, XDG_CONFIG_HOME: parent, OWN_KEY: KEY, NOVU_API_URL: "http://127.0.0.1:9" };
  for (const how of [["--key-env", "OWN_KEY"], ["--key-command", `touch ${base}/ran`], ["--key-stdin"]]) {
    const end = await run(["profile", "add", "p", "--no-verify", ...how, "--json"], env, ROOT);
    expect([end.code, JSON.parse(end.stderr).error.code]).toEqual([3, "E_CONFIG_OWNER"]);
  }
  expect(readdirSync(parent)).toEqual([]);
  // Nothing there is nothing to distrust.
  expect(await run(["profile", "list", "--json"], env, ROOT)).toMatchObject({ code: 0, stdout: "[]\n" });
});

asRoot("a container job whose HOME belongs to another user works with a key from a variable", async () => {
  const [home, sandbox] = [useTempDir(), await useSandbox()];
  chownSync(home, 54_321, 54_321);
  chmodSync(home, 0o777);
  const id = seedOne(sandbox);
  const rows = path.join(home, "rows.csv");
  writeFileSync(rows, `subscriberId,messageId,type,status\nsub-1,${id},secondary,done\n`);
  const env = { HOME: home, ...sandbox.env };
  for (const words of [
    ["whoami"],
    ["doctor"],
    ["action", "complete", "sub-1", id, "primary"],
    ["action", "apply", "-f", rows, "--yes"],
  ]) {
    const end = await run([...words, "--json"], env);
    expect([end.code, end.stderr], words.join(" ")).toEqual([0, ""]);
  }
  // The journal is kept, since nothing in it is run or sent; compiled code is not.
  expect([existsSync(path.join(home, ".local")), existsSync(path.join(home, ".cache"))]).toEqual([
    true,
    false,
  ]);
});

const [major = 0] = spawnSync(NODE, ["--version"], { encoding: "utf8" })
  .stdout.slice(1)
  .split(".")
  .map(Number);
const withCodeCache = test.skipIf(cannotSwitchUser || major < 22);

/** A cache folder for compiled code, of the user's own, and what is in it. */
const useCodeCache = () => {
  const base = useTempDir();
  const folder = path.join(base, "novu-msg/compiled");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fill = () => run(["commands", "--json"], { HOME: base, XDG_CACHE_HOME: base }, ROOT);
  const names = () => readdirSync(folder, { recursive: true, encoding: "utf8" });
  return { base, folder, fill, names };
};

withCodeCache("compiled code is kept in a folder of one's own", async () => {
  const { fill, names } = useCodeCache();
  expect([(await fill()).code, names().length > 1]).toEqual([0, true]);
});

withCodeCache.each<[string, (cache: ReturnType<typeof useCodeCache>) => void]>([
  ["a folder open to all", ({ folder }) => chmodSync(folder, 0o777)],
  ["a folder open to a group", ({ folder }) => chmodSync(folder, 0o770)],
  ["a folder below one that is open to all", ({ base }) => chmodSync(base, 0o777)],
  ["another user's folder", ({ folder }) => give(folder)],
  ["a folder below another user's", ({ base }) => give(base)],
  [
    "a folder with another user's file in it",
    ({ folder }) => {
      writeFileSync(path.join(folder, "theirs"), "");
      give(path.join(folder, "theirs"));
    },
  ],
  ["a folder with a link in it", ({ folder }) => symlinkSync("/nowhere", path.join(folder, "link"))],
])("compiled code is neither read from nor kept in %s", async (_what, spoil) => {
  const cache = useCodeCache();
  spoil(cache);
  const before = cache.names();
  expect(await cache.fill()).toMatchObject({ code: 0, stderr: "" });
  expect(cache.names()).toEqual(before);
});

asRoot("a pipe in place of the config file is refused, not waited for", async () => {
  const config = await useConfig();
  spawnSync("rm", [config.file]);
  expect(spawnSync("mkfifo", ["-m", "600", config.file]).status).toBe(0);
  const end = await run(["whoami", "--json"], config.env, ROOT);
  expect([end.code, JSON.parse(end.stderr).error.message.includes("isn't a regular file")]).toEqual([
    3,
    true,
  ]);
});
