import { createHash } from "node:crypto";
import { chmod, mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  acquireLock,
  type FileLock,
  isHolder,
  type LockHolder,
  STALE_AFTER_MS,
} from "../../../src/files/file-lock.js";
import type { ProcessIdentity, ProcessStatus } from "../../../src/files/process-identity.js";
import { useTempDir } from "../../support/temp-dir.js";

type AcquireOptions = Parameters<typeof acquireLock>[1];

/** A fake machine; the test starts, suspends and ends its processes. */
const createMachine = (host = "here") => {
  const table = new Map<number, ProcessStatus>();
  let starts = 0;
  const options = (own: ProcessIdentity, wait?: AcquireOptions["wait"]): AcquireOptions => ({
    processes: {
      self: async () => own,
      statusOf: async (pid) => table.get(pid) ?? { state: "ended" },
    },
    wait,
  });
  return {
    start: (pid: number, more: Partial<ProcessIdentity> = {}): ProcessIdentity => {
      starts += 1;
      const startTime = String(starts);
      table.set(pid, { state: "running", startTime });
      return { host, bootId: "boot", pidNamespace: "pid:[1]", pid, startTime, ...more };
    },
    set: (pid: number, state: ProcessStatus["state"]) => table.set(pid, { ...table.get(pid), state }),
    acquire: (file: string, own: ProcessIdentity, wait?: AcquireOptions["wait"]) =>
      acquireLock(file, options(own, wait)),
  };
};

const newFile = () => path.join(useTempDir(), "x.lock");

const held = (result: FileLock | LockHolder): FileLock =>
  isHolder(result) ? expect.fail(`it is ${result.pid}'s, ${result.liveness}`) : result;

const refused = (result: FileLock | LockHolder): LockHolder =>
  isHolder(result) ? result : expect.fail("it was acquired");

/** A file system stamps files by a clock that moves in steps of some milliseconds. */
const CLOCK_STEP_MS = 50;

/** Sets the last touch back. */
const age = async (file: string, ms: number) => {
  const then = new Date(Date.now() - ms);
  await utimes(file, then, then);
};

test("a suspended holder keeps its lock, however long ago it touched it", async () => {
  const machine = createMachine();
  const file = newFile();
  const first = held(await machine.acquire(file, machine.start(10)));
  machine.set(10, "suspended");
  await age(file, 3_600_000);
  expect(refused(await machine.acquire(file, machine.start(11)))).toMatchObject({
    pid: 10,
    liveness: "suspended",
  });
  expect(first.state()).toEqual({ kind: "held" });
  await first.release();
  held(await machine.acquire(file, machine.start(11)));
});

test("a holder that ended, or whose process ID was reused, does not keep it", async () => {
  const machine = createMachine();
  const file = newFile();
  held(await machine.acquire(file, machine.start(1)));
  const second = held(await machine.acquire(file, machine.start(1))); // A container's next process 1.
  machine.set(1, "ended");
  const third = held(await machine.acquire(file, machine.start(2)));
  expect([second.state().kind, third.state().kind]).toEqual(["taken", "held"]);
});

test.each([
  ["another machine", createMachine("there"), "here", {}],
  ["another container", createMachine(), "here", { pidNamespace: "pid:[2]" }],
  ["another boot", createMachine(), "here", { bootId: "other" }],
])("a holder on %s keeps the lock until 20 s after its last touch", async (_, elsewhere, host, more) => {
  const file = newFile();
  const here = createMachine(host);
  const first = held(await elsewhere.acquire(file, elsewhere.start(10, more)));
  expect(refused(await here.acquire(file, here.start(11))).freeInMs).toBeLessThanOrEqual(STALE_AFTER_MS);
  await age(file, STALE_AFTER_MS - 2_000);
  refused(await here.acquire(file, here.start(12)));
  await age(file, STALE_AFTER_MS + CLOCK_STEP_MS);
  const second = held(await here.acquire(file, here.start(13)));
  expect(first.state()).toMatchObject({ kind: "taken", pid: 13 });
  await first.release();
  expect(second.state()).toEqual({ kind: "held" });
});

test("a touch far in the future, as after the clock was set back, does not keep the lock for ever", async () => {
  const file = newFile();
  const [there, here] = [createMachine("there"), createMachine()];
  held(await there.acquire(file, there.start(1)));
  await age(file, -3_600_000);
  held(await here.acquire(file, here.start(2)));
});

test("after a restart it waits until the last touch is old enough, but not while the holder still touches it", async () => {
  const file = newFile();
  const [before, after] = [createMachine(), createMachine()];
  held(await before.acquire(file, before.start(1, { pidNamespace: "pid:[2]" })));
  let waits = 0;
  const wait = async () => {
    waits += 1;
    if (waits === 3) await writeFile(file, await readFile(file, "utf8")); // Its holder is there.
    return true;
  };
  refused(await after.acquire(file, after.start(1), wait));
  expect(waits).toBe(3);
  await age(file, STALE_AFTER_MS - 2_000);
  const gone = async () => {
    waits += 1;
    return waits < 10;
  };
  refused(await after.acquire(file, after.start(1), gone));
  expect(waits).toBe(10);
});

test.each(["", "{", '{"pid":', "null", "7", '{"pid":-1,"host":"here"}', '{"pid":"1"}'])(
  "a lock file that holds %j is free once it is old",
  async (text) => {
    const machine = createMachine();
    const file = newFile();
    await writeFile(file, text);
    expect(refused(await machine.acquire(file, machine.start(2)))).toMatchObject({ pid: undefined });
    await age(file, STALE_AFTER_MS + CLOCK_STEP_MS);
    held(await machine.acquire(file, machine.start(2)));
  },
);

test("its holder notices when the file is removed, replaced, or can't be read", async () => {
  const machine = createMachine();
  const file = newFile();
  const lock = held(await machine.acquire(file, machine.start(3)));
  const text = await readFile(file, "utf8");
  await rm(file);
  expect(lock.state()).toEqual({ kind: "removed" });
  await writeFile(file, JSON.stringify({ ...JSON.parse(text), id: "another", pid: 4 }));
  expect(lock.state()).toEqual({ kind: "taken", pid: 4, host: "here" });
  await rm(file);
  await mkdir(file);
  expect(lock.state()).toEqual({ kind: "unreadable", code: "EISDIR" });
  await lock.release();
  expect((await stat(file)).isDirectory()).toBe(true);
});

test("a dangling link in its place is an error, not an endless loop", async () => {
  const machine = createMachine();
  const file = newFile();
  await symlink("/nonexistent/x", file);
  await expect(machine.acquire(file, machine.start(1))).rejects.toMatchObject({ code: "EEXIST" });
  expect(await readdir(path.dirname(file))).toEqual(["x.lock"]);
});

test.skipIf(process.getuid?.() === 0)("a folder that can't be written to is an error", async () => {
  const machine = createMachine();
  const file = newFile();
  await chmod(path.dirname(file), 0o500);
  await expect(machine.acquire(file, machine.start(1))).rejects.toMatchObject({ code: "EACCES" });
});

test("of many processes that find the same dead lock one gets it, even after one died during the takeover", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 12 }), fc.boolean(), async (count, hasDeadTaker) => {
      const machine = createMachine();
      const file = newFile();
      held(await machine.acquire(file, machine.start(10)));
      machine.set(10, "ended");
      if (hasDeadTaker) {
        // Left by a process that was killed between locking and replacing the lock file.
        const claim = await takeoverLockOf(file);
        held(await machine.acquire(claim, machine.start(11)));
        machine.set(11, "ended");
      }
      const processes = Array.from({ length: count }, (_, at) => machine.start(100 + at));
      const results = await Promise.all(processes.map((own) => machine.acquire(file, own)));
      const winners = results.filter((result) => !isHolder(result));
      expect(winners).toHaveLength(1);
      expect(held(winners[0] ?? expect.fail()).state()).toEqual({ kind: "held" });
      for (const winner of winners) await held(winner).release();
      expect(await readdir(path.dirname(file))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test("what killed processes left beside it is removed, and nothing else", async () => {
  const machine = createMachine();
  const file = newFile();
  const folder = path.dirname(file);
  const [ended, running] = [machine.start(10), machine.start(11)];
  machine.set(10, "ended");
  const named = (owner: ProcessIdentity) => JSON.stringify({ ...owner, id: "x" });
  const draft = "0b54a7d2-95a0-4b5c-8f51-2f3a8f1c9d10";
  const takeover = "after-0123456789abcdef";
  const files: Readonly<Record<string, string>> = {
    [`x.lock.${draft}`]: named(ended),
    [`x.lock.${takeover}`]: named(ended),
    [`x.lock.${takeover}.${draft}`]: named(ended),
    [`x.lock.${draft.replace("0b", "0c")}`]: named(running),
    [`x.lock.${draft.replace("0b", "0d")}`]: "",
    "x.lock.bak": named(ended),
    [`y.lock.${draft}`]: named(ended),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  await writeFile(path.join(folder, `x.lock.${draft.replace("0b", "0e")}`), "");
  await age(path.join(folder, `x.lock.${draft.replace("0b", "0e")}`), 3 * 3_600_000);
  await held(await machine.acquire(file, machine.start(12))).release();
  expect((await readdir(folder)).sort()).toEqual(Object.keys(files).slice(3).sort());
});

/** The lock that a process must hold to replace this one. */
const takeoverLockOf = async (file: string): Promise<string> => {
  const [text, { mtimeMs, ino }] = [await readFile(file, "utf8"), await stat(file)];
  const version = createHash("sha256").update(`${ino} ${mtimeMs} ${text}`).digest("hex").slice(0, 16);
  return `${file}.after-${version}`;
};
