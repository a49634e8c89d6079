import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { NODE } from "./program.js";
import { type Exit, finished } from "./spawn-cli.js";

/** The script of npm, so that any Node can run it. */
const npmCli = (): string => {
  const beside = path.dirname(process.execPath);
  const found = [
    process.env.npm_execpath ?? "",
    path.join(beside, "../lib/node_modules/npm/bin/npm-cli.js"),
    path.join(beside, "node_modules/npm/bin/npm-cli.js"),
  ].find((file) => file.endsWith("npm-cli.js") && existsSync(file));
  if (found === undefined) throw new Error("npm was not found beside Node; run the tests through npm");
  return found;
};

/** The PATH of a user's shell, with the Node under test first. */
export const searchPath = (...before: readonly string[]): string =>
  [...before, path.dirname(NODE), process.env.PATH ?? ""].join(path.delimiter);

export interface NpmDirs {
  readonly cwd: string;
  /** An empty home, so that settings, caches and packages of the developer are not used. */
  readonly home: string;
}

/** Runs npm with the Node under test, in a separate home without the developer's settings. */
export const npm = (argv: readonly string[], { cwd, home }: NpmDirs): Promise<Exit> =>
  finished(
    spawn(NODE, [npmCli(), ...argv], {
      cwd,
      env: {
        PATH: searchPath(),
        HOME: home,
        USERPROFILE: home,
        npm_config_cache: path.join(home, "cache"),
        npm_config_update_notifier: "false",
        npm_config_audit: "false",
        npm_config_fund: "false",
      },
      stdio: "pipe",
    }),
  );
