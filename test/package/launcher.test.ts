import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { NODE, ROOT } from "../support/program.js";
import { useTempDir } from "../support/temp-dir.js";

const launch = (folder: string) => {
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(ROOT, "bin"), path.join(folder, "bin"), { recursive: true });
  cpSync(path.join(ROOT, "package.json"), path.join(folder, "package.json"));
  const { status, stdout, stderr } = spawnSync(NODE, [path.join(folder, "bin/novu-msg.js"), "whoami"], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
};

test("in a clone that was not built, the launcher says what to run", () => {
  const folder = path.join(useTempDir(), "clone");
  const stderr = `novu-msg is not built yet. Run: npm install && npm run build   (in ${folder}/)\n`;
  expect(launch(folder)).toEqual({ status: 3, stdout: "", stderr });
});

test("installed from a git address, it says what to install instead", () => {
  const { status, stderr } = launch(path.join(useTempDir(), "node_modules/novu-msg"));
  expect([status, stderr.split("\n").length]).toEqual([3, 2]);
  expect(stderr).toContain("a tarball from `npm pack`");
});
