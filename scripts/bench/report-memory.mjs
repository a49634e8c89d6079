import { readFileSync, writeFileSync } from "node:fs";

/** Peak memory of this process alone; `resourceUsage` can include the peak of the parent process. */
const peakKilobytes = () => {
  try {
    return (
      /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? process.resourceUsage().maxRSS
    );
  } catch {
    return process.resourceUsage().maxRSS;
  }
};

/** Preloaded into the measured process. Writes its peak resident memory, in kB, to the file BENCH_MEMORY. */
process.on("exit", () => writeFileSync(process.env.BENCH_MEMORY, String(peakKilobytes())));
