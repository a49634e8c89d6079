import { spawnSync } from "node:child_process";

/**
 * Whether a test must be skipped because a program is not installed. Always false in CI, where a missing program is a
 * failure, so that no test is silently skipped.
 */
export const isProgramMissing = (program: string): boolean =>
  process.env.CI !== "true" && spawnSync(program, ["--version"]).error !== undefined;
