import type { Processes } from "../../src/files/system-processes.js";

/** This machine's real processes; this one runs the tests. */
export const OWN_PROCESSES: Processes = {
  pid: process.pid,
  isRunning: (pid) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  },
};
