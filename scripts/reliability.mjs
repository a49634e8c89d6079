import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { boundsOf, withBounds } from "./bench/bounds-page.mjs";
import { loadTypeScript } from "./load-typescript.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
const PAGE = path.join(ROOT, "docs/reliability.md");

const npm = (words, env) => {
  const { status } = spawnSync("npm", words, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`npm ${words.join(" ")} ended with ${status}; no page was made`);
};

const load = (file) => loadTypeScript(path.join(ROOT, "test/reliability", file));

const folder = mkdtempSync(path.join(tmpdir(), "novu-msg-figures-"));
const figures = path.join(folder, "figures.ndjson");
try {
  writeFileSync(figures, "");
  // The reliability project checks the page that is generated here, so it is excluded.
  npm(["test", "--", "--mode", "all", "--project", "!reliability"], { NOVU_MSG_TEST_FIGURES: figures });
  const [{ PROMISES }, { reliabilityPage }] = [await load("promises.ts"), await load("page.ts")];
  const { text, problems } = reliabilityPage(PROMISES, readFileSync(figures, "utf8"));
  if (problems.length > 0) throw new Error(`no page was made: ${problems.join("; ")}`);
  // Keeps the section that the benchmark wrote.
  const bounds = boundsOf(readFileSync(PAGE, "utf8"));
  writeFileSync(PAGE, bounds === undefined ? text : withBounds(text, bounds));
} finally {
  rmSync(folder, { recursive: true });
}
