import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { allDone, idsOf, useBulkHome } from "../support/bulk-input.js";
import { recordFigure } from "../support/figures.js";
import { useNovuServer } from "../support/loopback-server.js";
import { spawnCli } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

/** A server that accepts everything and records when each write arrived, ms. */
const useTimedServer = async () => {
  const times: number[] = [];
  const env = await useNovuServer((request, response) => {
    const [, id, type] = /\/messages\/(\w+)\/actions\/(\w+)$/.exec(request.url ?? "") ?? [];
    if (id !== undefined) times.push(performance.now());
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
  return { env: { ...env, ...state }, times, rowsOf };
};

/**
 * Checks that no request arrived earlier after the start of the program than the rate allows. A busy machine only makes
 * requests later. That no second has more is checked with injected time in unit/bulk/rate-policy.property.test.ts.
 */
const expectNoneEarly = (times: readonly number[], begin: number, perSecond: number): void => {
  const early = times.filter((time, at) => time - begin < Math.floor(at / perSecond) * 1_000);
  expect(early).toEqual([]);
};

test("--rate 50/s: the next fifty arrive at least a second later", async () => {
  const { env, times, rowsOf } = await useTimedServer();
  const begin = performance.now();
  const { code } = await spawnCli(["action", "apply", rowsOf(300), "-y", "--rate", "50/s"], { env });
  expect([code, times.length]).toEqual([0, 300]);
  expectNoneEarly(times, begin, 50);
  recordFigure("bulk writes at --rate 50/s", {
    rows: 300,
    seconds: Math.round((times.at(-1) ?? 0) - begin) / 1_000,
  });
});

test("without a rate it respects the RateLimit headers, and causes no 429", async () => {
  const { env, file, sandbox } = await useBulkHome({ rateLimit: { requests: 100, seconds: 5 } });
  const rows = file("rows.csv", allDone(idsOf(sandbox, 400)));
  const { code, stdout } = await spawnCli(["action", "apply", rows, "-y"], { env });
  expect(code).toBe(0);
  expect(stdout.match(/\tok\t/g)).toHaveLength(400);
  const refused = sandbox.requests.filter(({ status }) => status === 429).length;
  expect(refused).toBe(0);
  recordFigure("bulk writes under RateLimit headers", { rows: 400, refused });
});

test("without a rate and without headers it writes ten per second", async () => {
  const { env, times, rowsOf } = await useTimedServer();
  const begin = performance.now();
  expect((await spawnCli(["action", "apply", rowsOf(40), "-y"], { env })).code).toBe(0);
  expect(times).toHaveLength(40);
  expectNoneEarly(times, begin, 10);
});
