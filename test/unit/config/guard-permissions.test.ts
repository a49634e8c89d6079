import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { guardFolder, guardMode } from "../../../src/config/file-guards.js";
import { useTempDir } from "../../support/temp-dir.js";
import { failureOf } from "../failures/failure-of.js";

const onUnix = test.skipIf(process.platform === "win32");

const useFile = (folderMode: number, fileMode: number) => {
  const folder = path.join(useTempDir(), "my config");
  mkdirSync(folder);
  const file = path.join(folder, "config.json");
  writeFileSync(file, "{}");
  chmodSync(file, fileMode);
  chmodSync(folder, folderMode);
  return { folder, file };
};

onUnix.each([
  [0o700, 0o600],
  [0o755, 0o400],
  [0o1777, 0o600],
])("a folder of mode %o and a file of mode %o are the owner's alone", async (folderMode, fileMode) => {
  const { folder, file } = useFile(folderMode, fileMode);
  await expect(guardFolder(folder)).resolves.toBeUndefined();
  expect(() => guardMode(file, fileMode, true)).not.toThrow();
});

onUnix.each([0o644, 0o444, 0o755])("a file without keys may be read by others (%o)", (mode) => {
  expect(() => guardMode("config.json", mode, false)).not.toThrow();
});

onUnix.each([0o666, 0o620, 0o602])(
  "a file without keys may not be written by others (%o): it can name programs to run",
  async (mode) => {
    const failure = await failureOf(async () => guardMode("config.json", mode, false));
    expect([failure.code, failure.message]).toEqual([
      "E_CONFIG_MODE",
      "other users of this machine can change config.json",
    ]);
  },
);

onUnix.each([0o777, 0o770, 0o722])("a folder of mode %o could have its file replaced", async (mode) => {
  const { folder } = useFile(mode, 0o600);
  const failure = await failureOf(() => guardFolder(folder));
  expect([failure.code, failure.message, failure.info.next]).toEqual([
    "E_CONFIG_MODE",
    `other users of this machine can replace files in ${folder}`,
    [{ words: ["chmod", "700", folder] }],
  ]);
});
