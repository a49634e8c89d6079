import { spawnSync } from "node:child_process";

/**
 * Whether a test must be skipped because this machine has not the program it needs. Never in CI: there
 * a missing program is a failure, so that nothing is silently left out.
 */
export const lacks = (program: string): boolean =>
  process.env.CI !== "true" && spawnSync(program, ["--version"]).error !== undefined;
