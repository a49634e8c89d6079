import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { useTempDir } from "../../support/temp-dir.js";
import { failureOf } from "../failures/failure-of.js";
import { profileFileIn } from "./profile-file-in.js";
import { EU, PROFILES, profileAt } from "./profiles-fixture.js";

const SECRET = "0123456789abcdef0123456789abcdef";
const onUnix = test.skipIf(process.platform === "win32");

/** A store whose file has this text. */
const useFile = (text: string, mode = 0o600, platform: string = process.platform) => {
  const directory = useTempDir();
  const store = profileFileIn(directory, platform);
  writeFileSync(store.path, text);
  chmodSync(store.path, mode);
  return { directory, store, file: store.path };
};

const WITH_SECRET = JSON.stringify({
  active: "prod",
  profiles: { prod: profileAt(EU, { key: { in: "file", value: SECRET } }) },
});

const BROKEN: readonly [string, string, string][] = [
  ["cut short", WITH_SECRET.slice(0, -5), "it isn't valid JSON"],
  ["with a word too many", `${WITH_SECRET}\n${SECRET}`, "it isn't valid JSON"],
  ["that is the key alone", SECRET, "it isn't valid JSON"],
  ["that ends within the key", WITH_SECRET.slice(0, WITH_SECRET.indexOf(SECRET) + 9), "it isn't valid JSON"],
  ["with an unquoted key on line 3", `{\n"profiles": {\n"p": x${SECRET}}}`, "it isn't valid JSON"],
  ["of another kind", JSON.stringify([SECRET]), "it is JSON, but not in novu-msg's format"],
  [
    "with a key of its own design",
    JSON.stringify({ apiKey: SECRET }),
    "it is JSON, but not in novu-msg's format",
  ],
];

test.each(BROKEN)("a file %s is refused, kept, copied, and not quoted", async (_what, text, why) => {
  const { store, directory, file } = useFile(text);
  const failure = await failureOf(() => store.read());
  const [copyName] = readdirSync(directory).filter((name) => name !== "config.json");
  expect(copyName).toMatch(/^config\.json\.bad-[0-9a-f]{8}$/);
  const copy = path.join(directory, copyName ?? "");
  expect([failure.code, failure.message.replace(/ \(line \d+\)$/, ""), failure.info]).toEqual([
    "E_CONFIG",
    `the config file ${file} is damaged: ${why}`,
    {
      hint: [`It wasn't changed; a copy is at ${copy}.`],
      next: [{ words: ["mv", file, copy], when: "to start over" }],
    },
  ]);
  expect([readFileSync(file, "utf8"), readFileSync(copy, "utf8")]).toEqual([text, text]);
  const everything = inspect(failure, { depth: 20, showHidden: true }) + failure.stack;
  expect(everything).toContain("E_CONFIG");
  expect(everything).not.toContain(SECRET.slice(0, 8));
});

test("if the parser reports a position, the message names the line", async () => {
  const { store } = useFile('{\n"profiles": {\n} x }');
  expect((await failureOf(() => store.read())).message).toMatch(/: it isn't valid JSON \(line 3\)$/);
});

onUnix("the copy of a broken file is its owner's alone", async () => {
  const { store, directory } = useFile("{");
  await failureOf(() => store.read());
  const modes = readdirSync(directory).map((name) => statSync(path.join(directory, name)).mode & 0o777);
  expect(modes).toEqual([0o600, 0o600]);
});

test("reading a broken file again makes no further copy", async () => {
  const { store, directory } = useFile("{");
  await failureOf(() => store.read());
  await failureOf(() => store.read());
  expect(readdirSync(directory)).toHaveLength(2);
});

test("a broken file that cannot be copied is still reported as broken", async () => {
  const { store, directory, file } = useFile("{");
  await failureOf(() => store.read());
  // A folder with the copy's name: even root cannot write a file there.
  const [copyName] = readdirSync(directory).filter((name) => name !== "config.json");
  const other = useFile("{");
  mkdirSync(path.join(other.directory, copyName ?? ""));
  const failure = await failureOf(() => other.store.read());
  expect([failure.code, failure.info.hint]).toEqual(["E_CONFIG", ["Nothing in it was changed."]]);
  expect(failure.message).toBe((await failureOf(() => store.read())).message.replace(file, other.file));
});

test("a change does not overwrite a broken file", async () => {
  const { store, file } = useFile(WITH_SECRET.slice(0, -5));
  const changes: unknown[] = [];
  const failure = await failureOf(() =>
    store.update((profiles) => {
      changes.push(profiles);
      return PROFILES;
    }),
  );
  expect([failure.code, changes, readFileSync(file, "utf8")]).toEqual([
    "E_CONFIG",
    [],
    WITH_SECRET.slice(0, -5),
  ]);
});

test("a file that breaks during a change is not quoted either", async () => {
  const { store, file } = useFile(WITH_SECRET);
  const failure = await failureOf(() =>
    store.update((profiles) => {
      writeFileSync(file, SECRET);
      return profiles;
    }),
  );
  expect([failure.code, failure.message]).toEqual([
    "E_CONFIG_IO",
    `the config file ${file} can't be used: another process changed it`,
  ]);
  expect(inspect(failure, { depth: 20, showHidden: true }) + failure.stack).not.toContain(SECRET.slice(0, 8));
  expect(readFileSync(file, "utf8")).toBe(SECRET);
});

onUnix.each([0o640, 0o604, 0o644, 0o660, 0o620, 0o601])("a file of mode %o is refused", async (mode) => {
  const { store, file } = useFile(WITH_SECRET, mode);
  const failure = await failureOf(() => store.read());
  expect([failure.code, failure.message, failure.info.next]).toEqual([
    "E_CONFIG_MODE",
    `other users of this machine can read ${file}, which contains API keys`,
    [{ words: ["chmod", "600", file] }],
  ]);
  expect((await failureOf(() => store.update(() => PROFILES))).code).toBe("E_CONFIG_MODE");
  expect(readFileSync(file, "utf8")).toBe(WITH_SECRET);
});

onUnix.each([0o600, 0o400, 0o700])("a file of mode %o is read", async (mode) => {
  const { store } = useFile(WITH_SECRET, mode);
  expect(await store.read()).toEqual(JSON.parse(WITH_SECRET));
});

test("on Windows file modes are ignored", async () => {
  const { store } = useFile(WITH_SECRET, 0o644, "win32");
  expect(await store.read()).toEqual(JSON.parse(WITH_SECRET));
});
