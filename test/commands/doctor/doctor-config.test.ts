import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { KEY, useSandbox } from "../../support/sandbox.js";
import { useTempDir } from "../../support/temp-dir.js";
import { diagnose } from "./diagnose.js";

const OTHER_KEY = "fedcba9876543210fedcba9876543210";

/** A config folder with this in its file. */
const useConfig = (content: object | string, mode = 0o600, folderMode = 0o700) => {
  const folder = path.join(useTempDir(), "config");
  const file = path.join(folder, "config.json");
  mkdirSync(folder);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  chmodSync(file, mode);
  chmodSync(folder, folderMode);
  return { folder, file, env: { NOVU_MSG_CONFIG_DIR: folder } };
};

const profile = (apiUrl: string, key: object = { in: "file", value: KEY }) => ({
  apiUrl,
  key,
  createdAt: "2026-01-01T00:00:00.000Z",
});

test("profiles are told with where their keys come from, and the active one is used", async () => {
  const sandbox = await useSandbox();
  const marker = path.join(useTempDir(), "ran");
  const config = useConfig({
    active: "dev",
    profiles: {
      dev: profile(sandbox.url),
      ci: profile("https://eu.api.novu.co", { in: "env", name: "CI_KEY" }),
      vault: profile("https://api.novu.co", { in: "command", command: `touch ${marker}` }),
    },
  });
  const { code, check, amiss } = await diagnose(config.env);
  expect([code, amiss]).toEqual([
    0,
    ["warn profiles: 3 profiles: dev, ci, vault; active: dev; ci reads its key from CI_KEY, which isn't set"],
  ]);
  expect(check("profiles").details).toEqual({
    count: 3,
    active: "dev",
    profiles: [
      { name: "dev", apiUrl: sandbox.url, key: "config file", keyPresent: true },
      { name: "ci", apiUrl: "https://eu.api.novu.co", key: "variable CI_KEY", keyPresent: false },
      { name: "vault", apiUrl: "https://api.novu.co", key: "command touch", keyPresent: null },
    ],
  });
  expect(check("profiles").next).toEqual([
    { command: "export CI_KEY=your-key", when: "before you use profile ci" },
  ]);
  expect(check("key-source").finding).toBe("profile dev (config file)");
  expect(check("config-file").finding).toBe(`${config.file}, mode 600`);
  expect(check("config-folder").finding).toBe(`${config.folder}, mode 700`);
  expect(() => statSync(marker)).toThrow("ENOENT");
});

test("the key command of the profile in use is run, and what it does wrong is said", async () => {
  const sandbox = await useSandbox();
  const good = useConfig({
    active: "vault",
    profiles: { vault: profile(sandbox.url, { in: "command", command: `echo ${KEY}` }) },
  });
  expect((await diagnose(good.env)).check("key-source").finding).toBe("profile vault (command echo)");
  const bad = useConfig({
    active: "vault",
    profiles: { vault: profile(sandbox.url, { in: "command", command: "false" }) },
  });
  const { code, check } = await diagnose(bad.env);
  expect([code, check("key-source").details.code]).toEqual([4, "E_KEY_SOURCE"]);
  expect(check("api").state).toBe("pass");
});

test("what counts shadows the rest, and that is said", async () => {
  const sandbox = await useSandbox();
  const config = useConfig({ active: "dev", profiles: { dev: profile("https://api.novu.co") } });
  const { check } = await diagnose({ ...config.env, ...sandbox.env, NOVU_API_KEY: OTHER_KEY });
  expect(check("key-source")).toMatchObject({
    finding: "NOVU_SECRET_KEY; ignored: NOVU_API_KEY, profile dev",
    details: { source: "NOVU_SECRET_KEY", shadowed: ["NOVU_API_KEY", "profile dev"] },
  });
});

const broken: readonly [string, string, string][] = [
  ["JSON that ends early", '{"profiles":', "is damaged: it isn't valid JSON"],
  ["a list", "[]", "is damaged: it is JSON, but not in novu-msg's format"],
];

test.each(broken)(
  "%s in the config: the rest goes on with the key from the environment",
  async (_, text, why) => {
    const sandbox = await useSandbox();
    const config = useConfig(text);
    const { code, check, amiss } = await diagnose({ ...config.env, ...sandbox.env });
    expect(code).toBe(3);
    expect(amiss).toHaveLength(1);
    expect(amiss[0]).toContain(`fail config-file: the config file ${config.file} ${why}`);
    expect(check("config-file").next).toEqual([
      { command: `mv ${config.file} ${config.file}.broken`, when: "to keep it and start over" },
    ]);
    expect(check("profiles").finding).toBe("not checked: the config file can't be used");
    expect(check("key").state).toBe("pass");
    expect(readdirSync(config.folder)).toEqual(["config.json"]); // Looking leaves nothing behind.
  },
);

test("a broken config and no other key: nobody guesses an address", async () => {
  const config = useConfig("{");
  const { code, check } = await diagnose(config.env);
  expect(code).toBe(3);
  expect(check("address").finding).toBe("not checked: it comes from a profile that can't be used");
  expect(check("dns").finding).toBe("not checked: the URL comes from a profile that can't be used");
  expect(check("key").state).toBe("skip");
});

test("a config that others can read: no key is taken from it", async () => {
  const sandbox = await useSandbox();
  const config = useConfig({ active: "dev", profiles: { dev: profile(sandbox.url) } }, 0o644);
  const { code, check, amiss } = await diagnose(config.env);
  expect([code, amiss]).toEqual([
    3,
    [`fail config-file: other users of this machine can read ${config.file}, which contains API keys`],
  ]);
  expect(check("config-file")).toMatchObject({
    next: [{ command: `chmod 600 ${config.file}` }],
    details: { code: "E_CONFIG_MODE", mode: "644", exists: true },
  });
  expect(check("key-source").finding).toBe(
    "not checked: keys in a config file that others can access are ignored",
  );
  expect(check("api").state).toBe("pass");
  expect(sandbox.requests.flatMap(({ headers }) => headers.authorization ?? [])).toEqual([]);
});

test("a folder that others can write to", async () => {
  const sandbox = await useSandbox();
  const config = useConfig({ profiles: {} }, 0o600, 0o777);
  const { code, check, amiss } = await diagnose({ ...config.env, ...sandbox.env });
  expect([code, amiss]).toEqual([
    3,
    [`fail config-folder: other users of this machine can replace files in ${config.folder}`],
  ]);
  expect(check("config-folder").next).toEqual([{ command: `chmod 700 ${config.folder}` }]);
  expect(check("key").state).toBe("pass");
});

test("no key is taken from a folder that others can write to", async () => {
  const sandbox = await useSandbox();
  const config = useConfig({ active: "dev", profiles: { dev: profile(sandbox.url) } }, 0o600, 0o777);
  const { code, check } = await diagnose(config.env);
  expect([code, check("key-source").state, check("api").state]).toEqual([3, "skip", "pass"]);
  expect(sandbox.requests.flatMap(({ headers }) => headers.authorization ?? [])).toEqual([]);
});

test("broken and open at once: both are said", async () => {
  const config = useConfig("{", 0o666);
  const { check } = await diagnose(config.env);
  expect(check("config-file").finding).toContain("it isn't valid JSON");
  expect(check("config-file").finding).toContain("other users of this machine can read");
  expect(check("config-file").next.map(({ command }) => command?.split(" ")[0])).toEqual(["mv", "chmod"]);
});

test("what stands in the file's place is named", async () => {
  const sandbox = await useSandbox();
  const folder = useTempDir();
  mkdirSync(path.join(folder, "config.json"), { mode: 0o700 });
  const inPlace = await diagnose({ ...sandbox.env, NOVU_MSG_CONFIG_DIR: folder });
  expect([inPlace.code, inPlace.amiss]).toEqual([
    3,
    [`fail config-file: the config file ${folder}/config.json can't be read: it is a folder`],
  ]);
  const loop = useTempDir();
  symlinkSync("config.json", path.join(loop, "config.json"));
  const looped = await diagnose({ ...sandbox.env, NOVU_MSG_CONFIG_DIR: loop });
  expect(looped.amiss[0]).toContain("can't be read: too many levels of symbolic links");
  const file = path.join(useTempDir(), "file");
  writeFileSync(file, "");
  const below = await diagnose({ ...sandbox.env, NOVU_MSG_CONFIG_DIR: file });
  expect(below.amiss[0]).toContain("can't be read: part of its path is a file, not a folder");
  expect([inPlace, looped, below].map(({ check }) => check("key").state)).toEqual(["pass", "pass", "pass"]);
});

const isRoot = process.getuid?.() === 0;

test.skipIf(isRoot)("a file that may not be read", async () => {
  const config = useConfig({ profiles: {} }, 0o000);
  const { check } = await diagnose(config.env);
  expect(check("config-file")).toMatchObject({
    finding: `the config file ${config.file} can't be read: you may not read it`,
    details: { code: "E_CONFIG_IO" },
  });
});

test("an active profile that does not exist: a problem where it is needed, a warning where it is not", async () => {
  const sandbox = await useSandbox();
  const config = useConfig({ active: "prdo", profiles: { prod: profile(sandbox.url) } });
  const needed = await diagnose(config.env);
  expect([needed.code, needed.amiss]).toEqual([
    3,
    ['fail profiles: there is no profile "prdo". Did you mean "prod"?'],
  ]);
  const unneeded = await diagnose({ ...config.env, ...sandbox.env });
  expect([unneeded.code, unneeded.amiss]).toEqual([
    0,
    [
      `warn profiles: the active profile doesn't exist, but isn't needed here: there is no profile "prdo". Did you mean "prod"?`,
    ],
  ]);
  expect([needed, unneeded].map(({ check }) => check("profiles").next)).toEqual([
    [{ command: "novu-msg profile use prod" }],
    [{ command: "novu-msg profile use prod" }],
  ]);
  expect(unneeded.check("key").state).toBe("pass");
});

test("a profile that was asked for by a name nobody has: another key is not sent in its place", async () => {
  const sandbox = await useSandbox();
  const { code, check } = await diagnose(sandbox.env, ["--profile", "nope"]);
  expect(code).toBe(3);
  expect(check("profiles").details.code).toBe("E_PROFILE");
  expect(check("key").finding).toBe("not checked: the profile can't be used");
  expect(sandbox.requests.flatMap(({ headers }) => headers.authorization ?? [])).toEqual([]);
});

test("a profile's key does not go to another host", async () => {
  const sandbox = await useSandbox();
  const config = useConfig({ active: "prod", profiles: { prod: profile("https://eu.api.novu.co") } });
  const { code, check } = await diagnose(config.env, ["--api-url", sandbox.url]);
  expect([code, check("key").state, check("key").details.code]).toEqual([3, "fail", "E_HOST"]);
  expect(check("api").state).toBe("pass");
  expect(sandbox.requests.flatMap(({ headers }) => headers.authorization ?? [])).toEqual([]);
});
