import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { applyWords, hasApply } from "./apply-words.mjs";
import { makeRows } from "./make-rows.mjs";
import { median } from "./median.mjs";

const FEW = 10_000;
const MANY = 1_000_000;
const RUNS_OF_FEW = 3;
const MB = 1_000;
const PRELOAD = pathToFileURL(path.join(import.meta.dirname, "report-memory.mjs")).href;

/** Peak resident memory of one `action apply` over `count` rows, in MB. */
const memoryOf = ({ node, env, folder }, count) => {
  const rows = makeRows(folder, count);
  const reportFile = path.join(folder, "memory");
  rmSync(env.XDG_STATE_HOME, { recursive: true, force: true });
  const [program, ...words] = applyWords(node, rows);
  const { status, stderr } = spawnSync(program, words, {
    env: { ...process.env, ...env, BENCH_MEMORY: reportFile, NODE_OPTIONS: `--import=${PRELOAD}` },
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status !== 0) throw new Error(`apply of ${count} rows ended with ${status}: ${stderr}`);
  rmSync(rows);
  return Number(readFileSync(reportFile, "utf8")) / MB;
};

/** Peak memory in MB, by number of rows; empty if this version has no `action apply`. */
export const memory = (bench) => {
  if (!hasApply(bench.node)) return {};
  return {
    "action apply, 10 000 rows": median(Array.from({ length: RUNS_OF_FEW }, () => memoryOf(bench, FEW))),
    "action apply, 1 000 000 rows": memoryOf(bench, MANY),
  };
};
