import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { type Run, run, runWithNotes } from "./run-cli.js";
import { useTempDir } from "./temp-dir.js";

/** A config folder for this test only, and a function that runs commands with it. */
export interface ProfileHome {
  readonly env: Readonly<Record<string, string>>;
  readonly file: string;
  readonly text: () => string;
  readonly mode: () => number;
  readonly run: (argv: readonly string[], stdin?: string) => Promise<Run>;
  readonly runWithNotes: (argv: readonly string[], stdin?: string) => Promise<Run>;
}

export const useProfileHome = (more: Readonly<Record<string, string>> = {}): ProfileHome => {
  const directory = path.join(useTempDir(), "config");
  const env = { NOVU_MSG_CONFIG_DIR: directory, ...more };
  const file = path.join(directory, "config.json");
  return {
    env,
    file,
    text: () => readFileSync(file, "utf8"),
    mode: () => statSync(file).mode & 0o777,
    run: (argv, stdin) => run(argv, { env, ...(stdin === undefined ? {} : { stdin }) }),
    runWithNotes: (argv, stdin) => runWithNotes(argv, { env, ...(stdin === undefined ? {} : { stdin }) }),
  };
};
