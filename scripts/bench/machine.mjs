import { execFileSync } from "node:child_process";
import { cpus, loadavg, release, totalmem, type } from "node:os";

const GB = 1e9;

/** Describes the machine and the Node versions of a measurement. */
export const machine = (nodes, runs) => {
  const [cpu] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    Node: nodes.map((node) => execFileSync(node, ["--version"], { encoding: "utf8" }).trim()).join(", "),
    processors: `${cpus().length} × ${cpu?.model.trim() ?? "unknown"}`,
    memory: `${(totalmem() / GB).toFixed(1)} GB`,
    system: `${type()} ${release()}`,
    "load average at the start": loadavg()
      .map((load) => load.toFixed(2))
      .join(", "),
    runs: String(runs),
  };
};
