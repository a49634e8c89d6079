import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startUp } from "./start-up.mjs";

/** Interleaved, so that what else the machine does falls on all alike. */
const RUNS = Number(process.env.BENCH_RUNS ?? 21);

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const timed = (words) => {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, words, { stdio: ["ignore", "pipe", "pipe"] });
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}`);
  return performance.now() - start;
};

/** Prints the medians of all cases as ratios to an empty script of the same run. */
const bench = (cases) => {
  const folder = mkdtempSync(path.join(tmpdir(), "novu-msg-bench-"));
  const empty = path.join(folder, "empty.mjs");
  writeFileSync(empty, "");
  const all = [{ name: "an empty script", words: [empty] }, ...cases].map((one) => ({ ...one, times: [] }));
  for (let run = 0; run < RUNS; run += 1) for (const { words, times } of all) times.push(timed(words));
  rmSync(folder, { recursive: true });
  const unit = median(all[0].times);
  const width = Math.max(...all.map(({ name }) => name.length));
  process.stdout.write(`Node ${process.versions.node}, medians of ${RUNS} interleaved runs, as ratios\n`);
  for (const { name, times } of all) {
    process.stdout.write(`${name.padEnd(width)}  ${(median(times) / unit).toFixed(2)}\n`);
  }
};

bench(startUp);
