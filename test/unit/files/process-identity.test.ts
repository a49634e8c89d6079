import { spawn } from "node:child_process";
import { once } from "node:events";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  identityInText,
  livenessOf,
  type ProcessIdentity,
  type ProcessStatus,
} from "../../../src/files/process-identity.js";
import { parseProcStat, parsePs, systemProcesses } from "../../../src/files/system-processes.js";
import { OWN_PROCESSES } from "../../support/own-processes.js";

const OWN: ProcessIdentity = {
  host: "here",
  bootId: "boot",
  pidNamespace: "pid:[1]",
  pid: 1,
  startTime: "200",
};

const judged = (identity: Partial<ProcessIdentity>, status: ProcessStatus, own = OWN) =>
  livenessOf(identity, own, async () => status);

const running: ProcessStatus = { state: "running", startTime: "200" };

test.each<[string, Partial<ProcessIdentity>, ProcessStatus, string]>([
  ["the same process", OWN, running, "running"],
  ["the same process, suspended", OWN, { ...running, state: "suspended" }, "suspended"],
  ["process ID 1 of a container that was started again", { ...OWN, startTime: "100" }, running, "ended"],
  ["a process ID that another process has now", { ...OWN, pid: 7, startTime: "9" }, running, "ended"],
  ["a process ID that is free", OWN, { state: "ended" }, "ended"],
  ["another container of this machine", { ...OWN, pidNamespace: "pid:[2]" }, running, "unseen"],
  ["before a reboot, or a machine of the same name", { ...OWN, bootId: "other" }, running, "unseen"],
  ["another machine", { ...OWN, host: "there" }, running, "unknown"],
  ["a start time that can't be read", OWN, { state: "running" }, "unknown"],
  [
    "a lock without a start time",
    { host: "here", bootId: "boot", pidNamespace: "pid:[1]", pid: 1 },
    running,
    "unknown",
  ],
  ["a lock without anything", {}, running, "unknown"],
])("%s", async (_, identity, status, liveness) => {
  expect(await judged(identity, status)).toBe(liveness);
});

test("a holder counts as ended only if this process can see that", async () => {
  const word = fc.constantFrom("a", "b", undefined);
  const part = fc.record({
    host: fc.constantFrom("a", "b"),
    bootId: word,
    pidNamespace: word,
    startTime: word,
  });
  const status = fc.record({ state: fc.constantFrom("running", "suspended", "ended"), startTime: word });
  await fc.assert(
    fc.asyncProperty(part, part, status, async (holder, self, seen) => {
      const identity = { pid: 7, ...holder } as ProcessIdentity;
      const own = { pid: 8, ...self } as ProcessIdentity;
      const liveness = await judged(identity, seen as ProcessStatus, own);
      const isVisible =
        holder.host === self.host &&
        holder.bootId === self.bootId &&
        holder.pidNamespace === self.pidNamespace;
      const isOther =
        holder.startTime !== undefined && seen.startTime !== undefined && holder.startTime !== seen.startTime;
      expect(liveness === "ended").toBe(isVisible && (seen.state === "ended" || isOther));
      if (liveness === "running" || liveness === "suspended") expect(liveness).toBe(seen.state);
    }),
  );
});

test("no file content yields a process ID that stands for several processes", () => {
  for (const pid of [0, -1, 1.5, "7", null, 2 ** 60])
    expect(identityInText(JSON.stringify({ pid }))).toEqual({});
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      for (const [name, found] of Object.entries(identityInText(JSON.stringify(value))))
        expect([name, typeof found]).toEqual([name, name === "pid" ? "number" : "string"]);
    }),
  );
});

test("the fields of /proc/<pid>/stat are counted after the program's name", () => {
  const stat = (name: string, state: string) =>
    `42 (${name}) ${state} ${Array.from({ length: 49 }, (_, n) => n + 4).join(" ")}\n`;
  expect(parseProcStat(stat("node", "S"))).toEqual({ state: "running", startTime: "22" });
  expect(parseProcStat(stat("a) R 1 (b", "T"))).toEqual({ state: "suspended", startTime: "22" });
  expect(parseProcStat(stat("node", "t"))).toEqual({ state: "running", startTime: "22" });
  expect(parseProcStat(stat("node", "Z"))?.state).toBe("ended");
  expect(parseProcStat("")).toBeUndefined();
});

test("a line of ps is a state and a start time", () => {
  expect(parsePs("T+   Mon Nov 30 17:38:41 2026\n")).toEqual({
    state: "suspended",
    startTime: "Mon Nov 30 17:38:41 2026",
  });
  expect(parsePs("Ss Mon Nov  3 07:08:41 2026")?.startTime).toBe("Mon Nov 3 07:08:41 2026");
  expect(parsePs("Z Mon Nov 30 17:38:41 2026")?.state).toBe("ended");
  expect(parsePs("\n")).toBeUndefined();
});

test.skipIf(process.platform !== "linux")("a real process: running, suspended, ended", async () => {
  const table = systemProcesses(OWN_PROCESSES);
  const own = await table.self();
  expect(own).toEqual({
    host: expect.any(String),
    pid: process.pid,
    bootId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    pidNamespace: expect.stringMatching(/^pid:\[\d+\]$/),
    startTime: expect.stringMatching(/^\d+$/),
  });
  expect(await livenessOf(own, own, table.statusOf)).toBe("running");
  const child = spawn("sleep", ["600"]);
  await once(child, "spawn");
  const pid = child.pid ?? expect.fail();
  const { startTime = "" } = await table.statusOf(pid);
  const identity = { ...own, pid, startTime };
  expect(await livenessOf(identity, own, table.statusOf)).toBe("running");
  process.kill(pid, "SIGSTOP");
  await expect.poll(() => livenessOf(identity, own, table.statusOf)).toBe("suspended");
  process.kill(pid, "SIGKILL");
  await once(child, "exit");
  expect(await livenessOf(identity, own, table.statusOf)).toBe("ended");
});

test.skipIf(process.platform !== "linux")(
  "a /proc of another PID namespace says nothing about this one's processes",
  async () => {
    const other = systemProcesses({ pid: process.pid + 1, isRunning: () => true });
    expect(await other.statusOf(1)).toEqual({ state: "running" });
    expect((await other.self()).startTime).toBeUndefined();
  },
);
