import { execFileSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { useTempDir } from "../support/temp-dir.js";

const ROOT = path.resolve(import.meta.dirname, "../..");

test("npm install --global novu-msg, from the package as it would be published, gives a program that runs", () => {
  const home = useTempDir();
  const env = { PATH: process.env.PATH, HOME: home };
  const npm = (...words: readonly string[]) =>
    execFileSync("npm", words, { cwd: ROOT, env, encoding: "utf8" });
  const [{ filename }] = JSON.parse(npm("pack", "--json", "--ignore-scripts", "--pack-destination", home));
  // The keychain's native library, the one thing that npm would fetch, may be missing.
  npm("install", "--global", "--prefix", home, "--offline", "--omit=optional", path.join(home, filename));
  const words = ["help", "exit-codes"];
  const shown = execFileSync(path.join(home, "bin/novu-msg"), words, { env, encoding: "utf8" });
  expect(shown).toContain("How a run can end.");
});
