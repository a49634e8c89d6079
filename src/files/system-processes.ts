import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { hostname, platform } from "node:os";
import { promisify } from "node:util";
import type { ProcessStatus, ProcessTable } from "./process-identity.js";

/** The part of the process table that Node provides. */
export interface Processes {
  readonly pid: number;
  readonly isRunning: (pid: number) => boolean;
}

/** Linux is read through /proc, macOS and the BSDs through ps; Windows only reports which process IDs are in use. */
export const systemProcesses = ({ pid: ownPid, isRunning }: Processes): ProcessTable => ({
  self: async () => {
    const [bootId, pidNamespace, status] = await Promise.all([
      orUndefined(readFile("/proc/sys/kernel/random/boot_id", "utf8")),
      orUndefined(readlink("/proc/self/ns/pid")),
      detailsOf(ownPid, ownPid),
    ]);
    return {
      host: hostname(),
      pid: ownPid,
      ...(bootId === undefined ? {} : { bootId: bootId.trim() }),
      ...(pidNamespace === undefined ? {} : { pidNamespace }),
      ...(status?.startTime === undefined ? {} : { startTime: status.startTime }),
    };
  },
  statusOf: async (pid) =>
    isRunning(pid) ? ((await detailsOf(pid, ownPid)) ?? { state: "running" }) : { state: "ended" },
});

const orUndefined = <Value>(work: Promise<Value>): Promise<Value | undefined> => work.catch(() => undefined);

const detailsOf = async (pid: number, ownPid: number): Promise<ProcessStatus | undefined> => {
  // A /proc mounted for another PID namespace shows a different process under this ID.
  if ((await orUndefined(readlink("/proc/self"))) === String(ownPid)) {
    const stat = await orUndefined(readFile(`/proc/${pid}/stat`, "utf8"));
    return stat === undefined ? undefined : parseProcStat(stat);
  }
  return platform() === "win32" || platform() === "linux" ? undefined : fromPs(pid);
};

/** Fields 3 and 22 of `/proc/<pid>/stat`. The program's name before them may contain spaces and parentheses. */
export const parseProcStat = (stat: string): ProcessStatus | undefined => {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const startTime = fields[19];
  return startTime === undefined ? undefined : { state: stateOf(fields[0] ?? ""), startTime };
};

const fromPs = async (pid: number): Promise<ProcessStatus | undefined> => {
  // ps prints local times, hence TZ. This run's variables may hold a key, so ps gets none of them.
  const env = { LC_ALL: "C", TZ: "UTC" };
  const args = ["-o", "stat=,lstart=", "-p", String(pid)];
  const result = await orUndefined(promisify(execFile)("/bin/ps", args, { env, encoding: "utf8" }));
  return result === undefined ? undefined : parsePs(result.stdout);
};

/** One line such as `S+   Mon Nov 30 17:38:41 2026`. */
export const parsePs = (line: string): ProcessStatus | undefined => {
  const [letters = "", ...startTime] = line.trim().split(/\s+/);
  return startTime.length === 0 ? undefined : { state: stateOf(letters), startTime: startTime.join(" ") };
};

/** A zombie has ended; only its parent has not read its exit code yet. */
const stateOf = (letters: string): ProcessStatus["state"] => {
  if (/^[ZXx]/.test(letters)) return "ended";
  return letters.startsWith("T") ? "suspended" : "running";
};
