import { spawnSync } from "node:child_process";
import { median } from "./median.mjs";

/** At least fifteen, unless BENCH_RUNS says otherwise. */
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
 * Milliseconds of each case, by name: the median of whole processes. One run of each after the other, so that what
 * else the machine does falls on all alike; the first of each fills caches and does not count.
 */
export const interleaved = (cases, runs = RUNS) => {
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
