import { writeFileSync } from "node:fs";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { expect, test } from "vitest";
import { allDone, idsOf, useBulkHome } from "../support/bulk-input.js";
import { recordFigure } from "../support/figures.js";
import { useNovuPlace } from "../support/loopback-server.js";
import { spawnCli } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

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

/**
 * A server that agrees with everything and notes when each write came, ms; `lateMs` is the most that this process
 * itself was late, and so may have noted one too late.
 */
const useTimedServer = async () => {
  const times: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const env = await useNovuPlace((request, response) => {
    const [, id, type] = /\/messages\/(\w+)\/actions\/(\w+)$/.exec(request.url ?? "") ?? [];
    if (id !== undefined) times.push(performance.now());
    if (times.length === 1) delay.enable();
    const message = { _id: id ?? ID, cta: { action: { status: "done", result: { type } } } };
    request.resume().on("end", () => response.writeHead(201).end(JSON.stringify({ data: message })));
  });
  const folder = useTempDir();
  const rowsOf = (count: number): string => {
    const file = path.join(folder, "rows.csv");
    const ids = Array.from({ length: count }, (_, at) => `65f0c1a9${String(at).padStart(16, "0")}`);
    writeFileSync(file, allDone(ids));
    return file;
  };
  const state = { XDG_STATE_HOME: path.join(folder, "state") };
  return { env: { ...env, ...state }, times, rowsOf, lateMs: () => delay.max / 1e6 };
};

test("--rate 50/s: no second has more", async () => {
  const { env, times, rowsOf, lateMs } = await useTimedServer();
  const { code } = await spawnCli(["action", "apply", rowsOf(300), "-y", "--rate", "50/s"], { env });
  expect([code, times.length]).toEqual([0, 300]);
  expect(mostIn(times, 1_000 - lateMs())).toBeLessThanOrEqual(50);
  recordFigure("bulk writes at --rate 50/s", { rows: 300, mostInASecond: mostIn(times, 1_000) });
});

test("without a rate it keeps to what the RateLimit headers say, and draws no 429", async () => {
  const { env, file, sandbox } = await useBulkHome({ rateLimit: { requests: 100, seconds: 5 } });
  const rows = file("rows.csv", allDone(idsOf(sandbox, 400)));
  const { code, stdout } = await spawnCli(["action", "apply", rows, "-y"], { env });
  expect(code).toBe(0);
  expect(stdout.match(/\tok\t/g)).toHaveLength(400);
  const refused = sandbox.requests.filter(({ status }) => status === 429).length;
  expect(refused).toBe(0);
  recordFigure("bulk writes under RateLimit headers", { rows: 400, refused });
});

test("without a rate and without headers it is ten a second", async () => {
  const { env, times, rowsOf, lateMs } = await useTimedServer();
  expect((await spawnCli(["action", "apply", rowsOf(40), "-y"], { env })).code).toBe(0);
  expect(times).toHaveLength(40);
  expect(mostIn(times, 1_000 - lateMs())).toBeLessThanOrEqual(10);
});
