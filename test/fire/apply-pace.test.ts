import { expect, test } from "vitest";
import { allDone, idsOf, useBulkHome } from "../support/bulk-input.js";
import { recordFigure } from "../support/figures.js";
import { spawnCli } from "../support/spawn-cli.js";

/** The most requests in any time of so many ms. */
const mostIn = (times: readonly number[], ms: number): number => {
  let most = 0;
  let first = 0;
  for (const [at, time] of times.entries()) {
    while (time - (times[first] ?? time) >= ms) first += 1;
    most = Math.max(most, at - first + 1);
  }
  return most;
};

/** A home whose server notes when each write came, ms. */
const useTimedHome = async (options: Parameters<typeof useBulkHome>[0] = {}) => {
  const times: number[] = [];
  const home = await useBulkHome({
    ...options,
    onRequest: ({ method }) => {
      if (method === "POST") times.push(performance.now());
    },
  });
  return { ...home, times };
};

test("--rate 50/s: no second has more, and it is no slower than it has to be", async () => {
  const { env, file, sandbox, times } = await useTimedHome();
  const rows = file("rows.csv", allDone(idsOf(sandbox, 300)));
  const { code } = await spawnCli(["action", "apply", rows, "-y", "--rate", "50/s"], { env });
  expect([code, times.length]).toEqual([0, 300]);
  const most = mostIn(times, 1_000);
  expect(most).toBeLessThanOrEqual(50);
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000;
  expect(300 / seconds).toBeGreaterThan(40);
  recordFigure("bulk writes at --rate 50/s", { rows: 300, mostInASecond: most });
});

test("without a rate it keeps to what the RateLimit headers say, and draws no 429", async () => {
  const { env, file, sandbox } = await useTimedHome({ rateLimit: { requests: 100, seconds: 5 } });
  const rows = file("rows.csv", allDone(idsOf(sandbox, 400)));
  const { code, stdout } = await spawnCli(["action", "apply", rows, "-y"], { env });
  expect(code).toBe(0);
  expect(stdout.match(/\tok\t/g)).toHaveLength(400);
  const refused = sandbox.requests.filter(({ status }) => status === 429).length;
  expect(refused).toBe(0);
  recordFigure("bulk writes under RateLimit headers", { rows: 400, refused });
});

test("without a rate and without headers it is ten a second", async () => {
  const { env, file, sandbox, times } = await useTimedHome();
  const rows = file("rows.csv", allDone(idsOf(sandbox, 40)));
  expect((await spawnCli(["action", "apply", rows, "-y"], { env })).code).toBe(0);
  expect(mostIn(times, 1_000)).toBeLessThanOrEqual(10);
});
