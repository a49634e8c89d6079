import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { isProgramMissing } from "../support/missing-program.js";
import { BIN, NODE } from "../support/program.js";
import { spawnShell } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

const ROOT = path.resolve(import.meta.dirname, "../..");
const PAGE = readFileSync(path.join(ROOT, "docs/sandbox.md"), "utf8");

const blocksOf = (language: string): string[] =>
  [...PAGE.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, word, text = ""]) =>
    word === language ? [text] : [],
  );

test("the vitest example of docs/sandbox.md passes against the package", async () => {
  const [example = ""] = blocksOf("ts");
  const directory = useTempDir();
  mkdirSync(path.join(directory, "node_modules"));
  for (const [name, target] of [
    ["novu-msg", ROOT],
    ["vitest", path.join(ROOT, "node_modules/vitest")],
  ] as const) {
    symlinkSync(target, path.join(directory, "node_modules", name), "junction");
  }
  writeFileSync(path.join(directory, "package.json"), '{"type":"module"}');
  writeFileSync(path.join(directory, "approval.test.ts"), example);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [path.join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--reporter=json"],
    { cwd: directory, env: { PATH: process.env.PATH, HOME: directory } },
  );
  expect(JSON.parse(stdout)).toMatchObject({ success: true, numPassedTests: 3, numTotalTests: 3 });
});

test.skipIf(isProgramMissing("jq") || isProgramMissing("curl"))(
  "the shell blocks of docs/sandbox.md run in order in one shell",
  async () => {
    const home = useTempDir();
    const bin = path.join(home, "bin");
    mkdirSync(bin);
    writeFileSync(path.join(bin, "novu-msg"), `#!/bin/sh\nexec '${NODE}' '${BIN}' "$@"\n`, {
      mode: 0o755,
    });
    const { code, stdout, stderr } = await spawnShell(`set -euo pipefail\n${blocksOf("sh").join("\n")}`, {
      env: { HOME: home, TMPDIR: home, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
    });
    expect([code, stderr]).toEqual([0, expect.not.stringContaining("error")]);
    const said = stdout.split("\n");
    expect(said).toEqual(expect.arrayContaining(["done", "primary"]));
    expect(stdout).toContain("primary\tShip it\t");
    expect(stdout).toMatch(/"button":"secondary"/);
  },
);
