import { spawn } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { BIN, NODE } from "./program.js";
import { type Exit, finished } from "./spawn-cli.js";

/** A user ID that does not exist on the system. */
export const OTHER = 12_345;

/** Only root can create files of other users and run programs as them; CI runs as root, so nothing is skipped there. */
export const cannotSwitchUser = process.geteuid?.() !== 0 && process.env.CI !== "true";

interface OtherUser {
  /** Runs the program with only these variables. */
  readonly run: (
    argv: readonly string[],
    env?: Readonly<Record<string, string>>,
    user?: number,
    cwd?: string,
  ) => Promise<Exit>;
}

/** A copy of the program under test that every user can read; the original may be in a folder of root. */
export const useProgramForAll = (): OtherUser => {
  let folder = "";
  beforeAll(() => {
    if (cannotSwitchUser) return;
    folder = mkdtempSync(path.join(tmpdir(), "novu-msg-for-all-"));
    chmodSync(folder, 0o755);
    const root = path.resolve(BIN, "../..");
    for (const name of ["bin", "dist", "package.json"]) {
      cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
    }
    copyFileSync(NODE, path.join(folder, "node"));
    chmodSync(path.join(folder, "node"), 0o755);
  });
  afterAll(() => {
    if (folder !== "") rmSync(folder, { recursive: true });
  });
  return {
    run: async (argv, env = {}, user = OTHER, cwd = "/") =>
      finished(
        spawn(path.join(folder, "node"), [path.join(folder, "bin/novu-msg.js"), ...argv], {
          env: { PATH: process.env.PATH ?? "", ...env },
          cwd,
          uid: user,
          gid: user,
          stdio: "pipe",
        }),
      ),
  };
};
