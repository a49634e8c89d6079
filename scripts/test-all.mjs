import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Runs every test: all cases of the long lists, what is slow by nature, and the packed program on every supported Node.
 * A commit that passes is written to `scripts/last-fully-tested`; until more than documents change after it, CI runs the samples.
 * Arguments go to vitest. NOVU_MSG_TEST_REPORTS names a folder for the Nodes' JSON reports.
 */
const ROOT = path.resolve(import.meta.dirname, "..");

const run = (program, words) =>
  spawnSync(program, words, { cwd: ROOT, stdio: "inherit", shell: process.platform === "win32" }).status;

const git = (...words) => spawnSync("git", words, { cwd: ROOT, encoding: "utf8" }).stdout?.trim();

const commit = git("rev-parse", "HEAD");
const here = run("npx", ["vitest", "run", "--mode", "all", ...process.argv.slice(2)]);
const onNodes = run(process.execPath, ["scripts/test-nodes.mjs"]);
if (here !== 0 || onNodes !== 0) process.exitCode = 1;
else if (commit && git("status", "--porcelain") === "" && git("rev-parse", "HEAD") === commit) {
  writeFileSync(path.join(ROOT, "scripts/last-fully-tested"), `${commit}\n`);
}
