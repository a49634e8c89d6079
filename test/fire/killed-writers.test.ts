import { existsSync, watch } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { type ConfigHome, configOf, useConfigHome } from "../support/config-home.js";
import { recordFigure } from "../support/figures.js";
import { finished, start } from "../support/spawn-cli.js";

const WRITES = 200;
const AT_ONCE = 4;
const OLD = configOf("a", "b");
const USE_B = ["profile", "use", "b"];

interface Killed {
  readonly home: ConfigHome;
  readonly wasKilled: boolean;
  readonly leftLock: boolean;
  readonly found: unknown;
}

/** Every second kill waits for the lock, so that it happens between reading and writing. */
const killedAt = async (turn: number, milliseconds: number): Promise<Killed> => {
  const home = useConfigHome(OLD);
  const child = start(USE_B, { env: home.env });
  const end = finished(child);
  const isLocked = turn % 2 === 0 ? Promise.resolve() : lockSeen(home);
  const moment = turn % 2 === 0 ? Math.random() * milliseconds : Math.random() * 15;
  await Promise.race([end, isLocked.then(() => pause(moment))]);
  child.kill("SIGKILL");
  const { signal } = await end;
  return {
    home,
    wasKilled: signal === "SIGKILL",
    leftLock: existsSync(`${home.file}.lock`),
    found: JSON.parse(home.text()),
  };
};

const lockSeen = (home: ConfigHome): Promise<void> =>
  new Promise((resolve) => {
    const watcher = watch(path.dirname(home.file), () => {
      watcher.close();
      resolve();
    });
  });

test("a killed write leaves the old or the new file, and the next run takes over its lock", async () => {
  const calm = useConfigHome(OLD);
  const began = Date.now();
  expect((await calm.run(USE_B)).code).toBe(0);
  const NEW = JSON.parse(calm.text());
  const usual = Date.now() - began;
  const turns = Array.from({ length: WRITES }, (_, turn) => turn);
  const ends: Killed[] = [];
  const worker = async (): Promise<void> => {
    for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) {
      ends.push(await killedAt(turn, usual));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));

  const isNew = ({ found }: Killed) => JSON.stringify(found) === JSON.stringify(NEW);
  const isOld = ({ found }: Killed) => JSON.stringify(found) === JSON.stringify(OLD);
  expect(ends.filter((end) => !isNew(end) && !isOld(end))).toEqual([]);
  const locked = ends.filter(({ leftLock }) => leftLock);
  // Otherwise the kills happened at the wrong moments.
  expect(locked.length).toBeGreaterThan(0);
  expect(ends.filter(({ wasKilled }) => wasKilled).length).toBeGreaterThan(WRITES / 4);

  const next = locked.slice(0, 12);
  const after = await Promise.all(next.map(({ home }) => home.run(USE_B)));
  expect(after.map(({ code, stderr }) => (code === 0 ? code : stderr))).toEqual(next.map(() => 0));
  expect(next.map(({ home }) => home.names())).toEqual(next.map(() => ["config.json"]));
  recordFigure("config writes killed at random moments", {
    writes: WRITES,
    killed: ends.filter(({ wasKilled }) => wasKilled).length,
    withLock: locked.length,
    old: ends.filter(isOld).length,
    new: ends.filter(isNew).length,
    torn: ends.filter((end) => !isNew(end) && !isOld(end)).length,
    locksOutlived: next.length,
  });
});
