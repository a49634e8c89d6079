import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

const PROGRAM = path.join(import.meta.dirname, "loopback-novu.mjs");

/** Starts the Novu stub that all benchmarks use. */
export const startLoopbackNovu = async () => {
  const server = spawn(process.execPath, [PROGRAM], { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = await once(server.stdout.setEncoding("utf8"), "data");
  return {
    url: line.trim(),
    stop: async () => {
      server.stdin.end();
      await once(server, "exit");
    },
  };
};
