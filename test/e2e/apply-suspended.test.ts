import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { type BulkHome, csvOf, idsOf, useBulkHome, writesOf } from "../support/bulk-input.js";
import { type Exit, finished, spawnCli, start } from "../support/spawn-cli.js";

const LINE = ["action", "apply", "--yes", "--concurrency", "2"];
const FAST = ["--rate", "60/s"];
const ROWS = 60;
const LOCK = "journal.ndjson.lock";
const MINUTE_MS = 60_000;

/** Rows that press one button and the other in turn, so that each message must end as its last row says. */
const contestedRows = (ids: readonly string[]): string =>
  csvOf(
    ...Array.from({ length: ROWS }, (_, at) => [
      "sub-1",
      ids[at % ids.length] ?? "",
      Math.floor(at / ids.length) % 2 === 0 ? "primary" : "secondary",
      "done",
    ]),
  );

interface Scene {
  readonly home: BulkHome;
  readonly words: readonly string[];
  readonly first: ChildProcess;
  readonly ended: Promise<Exit>;
  readonly pid: number;
}

/**
 * A run that has written some rows and is suspended while it waits for two answers that never come: so it is not
 * stopped in the middle of sending, and continues with retries.
 */
const suspendedRun = async (): Promise<Scene> => {
  const home = await useBulkHome();
  const file = home.file("rows.csv", contestedRows(idsOf(home.sandbox, 5)));
  const words = [...LINE, file, "--journal", home.file("journal.ndjson")];
  home.sandbox.fault({ name: "hang-before", method: "POST", skip: 4, times: 2 });
  const first = start([...words, ...FAST, "--request-timeout", "5s"], { env: home.env });
  const ended = finished(first);
  await expect.poll(() => writesOf(home.sandbox).length, { timeout: MINUTE_MS }).toBe(6);
  await pause(500);
  first.kill("SIGSTOP");
  return { home, words, first, ended, pid: first.pid ?? expect.fail() };
};

const touchLongAgo = (file: string): void => {
  const then = new Date(Date.now() - 10 * MINUTE_MS);
  utimesSync(file, then, then);
};

/** Each message's last write, and what the last row of the input for it asks for. */
const expectLastRows = ({ home }: Scene): void => {
  const last = new Map(writesOf(home.sandbox).map((write) => [write.slice(0, 24), write]));
  const asked = home
    .read("rows.csv")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((row) => row.split(","))
    .map(([, id = "", button, status]) => [id, `${id} ${button} ${status}`] as const);
  expect(last).toEqual(new Map(asked));
};

test.skipIf(process.platform !== "linux")(
  "a suspended run keeps its journal: the second run is refused, names it, and the first one ends as asked",
  async () => {
    const scene = await suspendedRun();
    const { home, words, first, pid } = scene;
    touchLongAgo(home.file(LOCK));
    const before = writesOf(home.sandbox).length;
    for (const more of [[], ["--resume"]]) {
      const second = await spawnCli([...words, ...more], { env: home.env });
      expect(second.code).toBe(3);
      expect(second.stderr).toContain("another run is using the journal");
      expect(second.stderr).toContain(`It is process ${pid}, which is suspended`);
      expect(second.stderr).toContain(`try: kill -CONT ${pid}   (to continue it`);
      expect(second.stderr).toContain("Nothing was sent.");
    }
    expect(writesOf(home.sandbox)).toHaveLength(before);
    first.kill("SIGCONT");
    expect((await scene.ended).code).toBe(0);
    expectLastRows(scene);
  },
);

test.skipIf(process.platform === "win32")(
  "a suspended run whose journal was taken over sends nothing more, and leaves the journal alone",
  async () => {
    const scene = await suspendedRun();
    const { home, words, first } = scene;
    rmSync(home.file(LOCK)); // As if it could not be seen, and had not touched it for long.
    const second = start([...words, "--resume", "--rate", "5/s"], { env: home.env });
    const secondEnd = finished(second);
    const before = writesOf(home.sandbox).length;
    await expect.poll(() => writesOf(home.sandbox).length, { timeout: MINUTE_MS }).toBeGreaterThan(before);
    first.kill("SIGCONT");
    const firstEnd = await scene.ended;
    expect(firstEnd.code).toBe(3);
    expect(firstEnd.stderr).toContain("another run has taken over the journal");
    expect(firstEnd.stderr).toContain(`It is process ${second.pid}`);
    expect(firstEnd.stderr).toContain("--resume");
    expect((await secondEnd).code).toBe(0);
    expectLastRows(scene);
    const third = await spawnCli([...words, "--resume"], { env: home.env });
    expect([third.code, third.stdout.split("\n").filter((line) => line.includes("\tok\t"))]).toEqual([0, []]);
    expectLastRows(scene);
  },
);

test.skipIf(process.platform === "win32")(
  "a run whose lock was removed stops before its next request",
  async () => {
    const scene = await suspendedRun();
    const { home, first } = scene;
    const before = writesOf(home.sandbox).length;
    rmSync(home.file(LOCK));
    first.kill("SIGCONT");
    const { code, stderr } = await scene.ended;
    expect([code, stderr]).toEqual([3, expect.stringContaining("was removed during the run")]);
    expect(writesOf(home.sandbox)).toHaveLength(before);
    const again = await spawnCli([...scene.words, "--resume"], { env: home.env });
    expect(again.code).toBe(0);
    expectLastRows(scene);
  },
);

test.skipIf(process.platform !== "linux")(
  "a run that was killed frees its journal, also when its process ID is in use again",
  async () => {
    const scene = await suspendedRun();
    const { home, words, first } = scene;
    const lock = JSON.parse(readFileSync(home.file(LOCK), "utf8"));
    first.kill("SIGKILL");
    await scene.ended;
    // The test's own process has the ID now, and started at another time.
    writeFileSync(home.file(LOCK), JSON.stringify({ ...lock, pid: process.pid }));
    const second = await spawnCli([...words, "--resume"], { env: home.env });
    expect(second.code).toBe(0);
    expectLastRows(scene);
    expect(readdirSync(home.folder).filter((name) => name.includes("lock"))).toEqual([]);
  },
);

test("of runs that start at the same instant, after one that was killed, one writes and the others say who", async () => {
  const { home, words, first, ended } = await suspendedRun();
  first.kill("SIGKILL");
  await ended;
  const left = readFileSync(home.file(LOCK));
  for (let round = 0; round < 4; round += 1) {
    writeFileSync(home.file(LOCK), left);
    const before = writesOf(home.sandbox).length;
    const children = Array.from({ length: 5 }, () =>
      start([...words, ...FAST, "--overwrite"], { env: home.env }),
    );
    const ends = await Promise.all(children.map((child) => finished(child)));
    expect(ends.map(({ code }) => code).sort()).toEqual([0, 3, 3, 3, 3]);
    const winner = children[ends.findIndex(({ code }) => code === 0)];
    for (const { code, stderr } of ends)
      if (code === 3) expect(stderr).toContain(`It is process ${winner?.pid}.`);
    expect(writesOf(home.sandbox)).toHaveLength(before + ROWS);
  }
});
