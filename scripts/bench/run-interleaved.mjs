import { spawnSync } from "node:child_process";
import { median } from "./median.mjs";

/** Runs of each case. */
export const RUNS = Number(process.env.BENCH_RUNS ?? 21);

const timed = ([program, ...words], env) => {
  const start = performance.now();
  const { status, stderr, error } = spawnSync(program, words, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}: ${error ?? stderr}`);
  return milliseconds;
};

/**
 * Milliseconds of each case, by name: the median over whole processes. The cases take turns, so that other load on the
 * machine affects all of them alike. The first run of each fills caches and does not count.
 */
export const runInterleaved = (cases, runs = RUNS) => {
  const times = cases.map(() => []);
  for (let run = -1; run < runs; run += 1) {
    for (const [at, { words, env, before }] of cases.entries()) {
      before?.();
      const milliseconds = timed(words, env);
      if (run >= 0) times[at].push(milliseconds);
    }
  }
  return Object.fromEntries(cases.map(({ name }, at) => [name, median(times[at])]));
};
