import { existsSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { makeDirectory } from "../../../src/files/make-directory.js";
import { useTempDir } from "../../support/temp-dir.js";

test("missing folders are made for the owner only; making them again is no error", async () => {
  const folder = path.join(useTempDir(), "a", "b", "c");
  await makeDirectory(folder, 0o700);
  await makeDirectory(folder, 0o700);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(path.dirname(folder)).mode & 0o777).toBe(0o700);
});

test("a file in place of a folder is an error", async () => {
  const file = path.join(useTempDir(), "file");
  writeFileSync(file, "");
  await expect(makeDirectory(path.join(file, "below"), 0o700)).rejects.toMatchObject({ code: "ENOTDIR" });
});

test.skipIf(!existsSync("/proc/self"))("a place where no folder can be made ends it too", async () => {
  await expect(makeDirectory("/proc/novu-msg/config", 0o700)).rejects.toMatchObject({ code: "ENOENT" });
});
