import { readFileSync, writeFileSync } from "node:fs";

/** The peak of this program alone; what `resourceUsage` tells begins with that of the process that started it. */
const peakKilobytes = () => {
  try {
    return (
      /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? process.resourceUsage().maxRSS
    );
  } catch {
    return process.resourceUsage().maxRSS;
  }
};

/** Preloaded into who is measured: leaves behind the most memory that it held, in kB. */
process.on("exit", () => writeFileSync(process.env.BENCH_MEMORY, String(peakKilobytes())));
