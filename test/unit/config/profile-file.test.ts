import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { NO_PROFILES, type Profiles } from "../../../src/config/profile.js";
import { withActive, withProfile, withRenamed } from "../../../src/config/profile-change.js";
import { Failure } from "../../../src/failures/failure.js";
import { systemProcesses } from "../../../src/files/system-processes.js";
import { OWN_PROCESSES } from "../../support/own-processes.js";
import { useTempDir } from "../../support/temp-dir.js";
import { refusalOf } from "../failures/failure-of.js";
import { profileFileIn } from "./profile-file-in.js";
import { EU, PROFILES, profileAt } from "./profiles-fixture.js";

const onUnix = test.skipIf(process.platform === "win32");

/** A store in a folder that does not exist yet. */
const useStore = () => {
  const parent = useTempDir();
  const directory = path.join(parent, "deep", "novu-msg");
  const store = profileFileIn(directory, process.platform);
  return { parent, directory, store, file: store.path };
};

/** The expected file after PROFILES were written. */
const STORED = { schema: 1, ...PROFILES };

const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

test("the file is config.json in the given folder", () => {
  const { store, directory } = useStore();
  expect(store.path).toBe(path.join(directory, "config.json"));
});

test("a new store has no profiles, and reading makes no folder", async () => {
  const { store, parent } = useStore();
  expect(await store.read()).toEqual(NO_PROFILES);
  expect(readdirSync(parent)).toEqual([]);
});

test.each(["", " \n"])("a file that holds %j has no profiles", async (text) => {
  const { store, directory, file } = useStore();
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, text, { mode: 0o600 });
  expect(await store.read()).toEqual(NO_PROFILES);
});

test("what was written is read back, and no other files remain", async () => {
  const { store, directory } = useStore();
  expect(await store.update(() => PROFILES)).toEqual(STORED);
  expect(await store.read()).toEqual(STORED);
  expect(readdirSync(directory)).toEqual(["config.json"]);
});

test("a change applies to the current file, not to an earlier state", async () => {
  const { store, directory } = useStore();
  await profileFileIn(directory, process.platform).update(() => PROFILES);
  const seen: Profiles[] = [];
  await store.update((profiles) => {
    seen.push(profiles);
    return profiles;
  });
  expect(seen).toEqual([STORED]);
});

onUnix("the file and its folders are made for their owner alone", async () => {
  const { store, directory, file } = useStore();
  await store.update(() => PROFILES);
  expect([modeOf(file), modeOf(directory), modeOf(path.dirname(directory))]).toEqual(["600", "700", "700"]);
  await store.update(() => NO_PROFILES);
  expect(modeOf(file)).toBe("600");
});

onUnix("a folder that was there keeps its mode", async () => {
  const { store, directory, file } = useStore();
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, 0o755);
  await store.update(() => PROFILES);
  expect([modeOf(directory), modeOf(file)]).toEqual(["755", "600"]);
});

onUnix("a file that is a link, as dot-file managers make it, stays one", async () => {
  const { store, parent, directory, file } = useStore();
  const target = path.join(parent, "dotfile.json");
  mkdirSync(directory, { recursive: true });
  writeFileSync(target, JSON.stringify(NO_PROFILES), { mode: 0o600 });
  symlinkSync(target, file);
  await store.update(() => PROFILES);
  expect(JSON.parse(readFileSync(target, "utf8"))).toEqual(STORED);
  expect(modeOf(target)).toBe("600");
});

test("twenty concurrent changes are all applied", async () => {
  const { directory, store } = useStore();
  const names = Array.from({ length: 20 }, (_, index) => `p${index}`);
  await Promise.all(
    names.map((name) =>
      profileFileIn(directory, process.platform).update((profiles) =>
        withProfile(profiles, name, profileAt(EU), false),
      ),
    ),
  );
  const { active, profiles } = await store.read();
  expect(Object.keys(profiles).sort()).toEqual([...names].sort());
  expect(names).toContain(active);
});

onUnix("changes through two folders that link to one file all arrive", async () => {
  const parent = useTempDir();
  const target = path.join(parent, "dotfile.json");
  writeFileSync(target, JSON.stringify(NO_PROFILES), { mode: 0o600 });
  const [one, two] = ["one", "two"].map((name) => {
    mkdirSync(path.join(parent, name), { mode: 0o700 });
    const store = profileFileIn(path.join(parent, name), process.platform);
    symlinkSync("../dotfile.json", store.path);
    return store;
  });
  const names = Array.from({ length: 20 }, (_, index) => `p${index}`);
  await Promise.all(
    names.map((name, index) =>
      (index % 2 === 0 ? one : two)?.update((profiles) => withProfile(profiles, name, profileAt(EU), false)),
    ),
  );
  expect(Object.keys(JSON.parse(readFileSync(target, "utf8")).profiles).sort()).toEqual([...names].sort());
});

test("a refused change leaves the file unchanged and no lock", async () => {
  const { store, directory } = useStore();
  await store.update(() => PROFILES);
  const refusal = new Failure("E_PROFILE", "no");
  const refused = store.update(() => {
    throw refusal;
  });
  await expect(refused).rejects.toBe(refusal);
  expect(await store.read()).toEqual(STORED);
  expect(readdirSync(directory)).toEqual(["config.json"]);
});

test("fields of a newer version survive a change", async () => {
  const { store, directory, file } = useStore();
  mkdirSync(directory, { recursive: true });
  const stored = {
    schema: 2,
    active: "a.b",
    profiles: { "a.b": { ...profileAt(EU), tags: ["x"], "dotted.name": { deep: null } } },
    "other.setting": [1, { x: true }],
  };
  writeFileSync(file, JSON.stringify(stored), { mode: 0o600 });
  await store.update((profiles) => withProfile(profiles, "c", profileAt(EU), false));
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    ...stored,
    profiles: { ...stored.profiles, c: profileAt(EU) },
  });
});

test("fields of a newer version survive at every level, and so does its schema number", async () => {
  const { store, directory, file } = useStore();
  mkdirSync(directory, { recursive: true });
  const newer = {
    schema: 7,
    theme: { dark: true },
    active: "a",
    profiles: {
      a: { ...profileAt(EU), tags: ["x"], key: { in: "env", name: "K", rotate: 30 } },
      b: { ...profileAt(EU), environment: { id: "e", plan: "pro" } },
    },
  };
  writeFileSync(file, JSON.stringify(newer), { mode: 0o600 });
  await store.update((profiles) => withActive(withRenamed(profiles, "a", "c"), "b"));
  const { a, b } = newer.profiles;
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    ...newer,
    active: "b",
    previous: "c",
    profiles: { b, c: a },
  });
});

test("an incompatible file of a newer version is refused and not changed", async () => {
  const { store, directory, file } = useStore();
  mkdirSync(directory, { recursive: true });
  const text = JSON.stringify({ schema: 2, profiles: [{ name: "a", key: "s3cret-key" }] });
  writeFileSync(file, text, { mode: 0o600 });
  const refusal = `E_CONFIG: the config file ${file} was written by a newer novu-msg (schema 2)`;
  expect(await refusalOf(() => store.read())).toBe(refusal);
  expect(await refusalOf(() => store.update(() => PROFILES))).toBe(refusal);
  expect([readFileSync(file, "utf8"), readdirSync(directory)]).toEqual([text, ["config.json"]]);
});

test("the staged file of a killed process is removed by the next change", async () => {
  const { store, directory } = useStore();
  mkdirSync(directory, { recursive: true });
  for (const name of ["config.next.json", "config.next.json.tmp-0123456789abcdef"]) {
    writeFileSync(path.join(directory, name), '{"key":"s3cr', { mode: 0o600 });
  }
  await store.update(() => PROFILES);
  expect(readdirSync(directory)).toEqual(["config.json"]);
});

/** A lock file with this text, last touched this long ago. */
const leaveLock = (file: string, text: string, secondsAgo: number): void => {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.lock`, text);
  touch(`${file}.lock`, secondsAgo);
};

const touch = (file: string, secondsAgo: number): void => {
  const touched = Date.now() / 1000 - secondsAgo;
  utimesSync(file, touched, touched);
};

const ELSEWHERE = '{"host":"another-host","pid":1,"id":"x"}';

test.each([
  ["that names nobody, just made", "", 0],
  ["that names nobody, an hour old", "", 3_600],
  ["that names nobody, of tomorrow", "", -86_400],
  ["half-written, of the next year", '{"host":"an', -31_536_000],
  ["of another host, older than the limit", ELSEWHERE, 6],
  ["of another host, of tomorrow", ELSEWHERE, -86_400],
])("a lock %s is taken over", async (_, text, secondsAgo) => {
  const { store, directory, file } = useStore();
  leaveLock(file, text, secondsAgo);
  await store.update(() => PROFILES);
  expect(await store.read()).toEqual(STORED);
  expect(readdirSync(directory)).toEqual(["config.json"]);
});

test.each([0, -86_400])(
  "the lock of a process that has ended is taken over, %i s old",
  async (secondsAgo) => {
    const { store, directory, file } = useStore();
    const identity = await systemProcesses(OWN_PROCESSES).self();
    const ended = { ...identity, pid: spawnSync(process.execPath, ["--version"]).pid, id: "x" };
    leaveLock(file, JSON.stringify(ended), secondsAgo);
    const began = performance.now();
    await store.update(() => PROFILES);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(readdirSync(directory)).toEqual(["config.json"]);
  },
);

test("a folder in place of the lock, as another program may make it, is taken over", async () => {
  const { store, directory, file } = useStore();
  mkdirSync(`${file}.lock`, { recursive: true });
  touch(`${file}.lock`, -86_400);
  await store.update(() => PROFILES);
  expect(readdirSync(directory)).toEqual(["config.json"]);
});

test("a lock that its process keeps is waited for, then it is an error", async () => {
  const { store, directory, file } = useStore();
  const identity = await systemProcesses(OWN_PROCESSES).self();
  leaveLock(file, JSON.stringify({ ...identity, id: "x" }), 3_600);
  expect(await refusalOf(() => store.update(() => PROFILES))).toBe(
    `E_CONFIG_IO: the config file ${file} can't be used: another novu-msg is still changing it`,
  );
  expect(readdirSync(directory)).toEqual(["config.json.lock"]);
});

test("a run that lost its lock meanwhile writes nothing and leaves the other's lock", async () => {
  const { store, directory, file } = useStore();
  await store.update(() => PROFILES);
  const refused = store.update((profiles) => {
    rmSync(`${file}.lock`);
    writeFileSync(`${file}.lock`, ELSEWHERE);
    return withActive(profiles, Object.keys(profiles.profiles)[1] ?? expect.fail());
  });
  expect(await refusalOf(() => refused)).toBe(
    `E_CONFIG_IO: the config file ${file} can't be used: another process changed it`,
  );
  expect(await store.read()).toEqual(STORED);
  expect([readdirSync(directory), readFileSync(`${file}.lock`, "utf8")]).toEqual([
    ["config.json", "config.json.lock"],
    ELSEWHERE,
  ]);
});

test("reading does not wait for a lock", async () => {
  const { store, file } = useStore();
  await store.update(() => PROFILES);
  leaveLock(file, ELSEWHERE, 0);
  expect(await store.read()).toEqual(STORED);
});

test("the store's refusals are failures that name the file", async () => {
  const { store, file, parent } = useStore();
  writeFileSync(path.join(parent, "deep"), "a file where a folder should be");
  expect(await refusalOf(() => store.read())).toBe(
    `E_CONFIG_IO: the config file ${file} can't be used: part of its path is a file, not a folder (ENOTDIR)`,
  );
  expect(await refusalOf(() => store.update(() => PROFILES))).toBe(
    `E_CONFIG_IO: the config file ${file} can't be used: part of its path is a file, not a folder (ENOTDIR)`,
  );
});
