import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Exit, spawnCli } from "./spawn-cli.js";
import { useTempDir } from "./temp-dir.js";

/** A config folder for runs of the built program. */
export interface ConfigHome {
  readonly env: Readonly<Record<string, string>>;
  readonly file: string;
  readonly text: () => string;
  readonly names: () => string[];
  readonly run: (argv: readonly string[], stdin?: string) => Promise<Exit>;
}

/** @param config initial content of config.json; default: no file */
export const useConfigHome = (config?: object, more: Readonly<Record<string, string>> = {}): ConfigHome => {
  const directory = path.join(useTempDir(), "config");
  const file = path.join(directory, "config.json");
  if (config !== undefined) {
    mkdirSync(directory, { mode: 0o700 });
    writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  }
  const env = { NOVU_MSG_CONFIG_DIR: directory, ...more };
  return {
    env,
    file,
    text: () => readFileSync(file, "utf8"),
    names: () => readdirSync(directory).sort(),
    run: (argv, stdin) => spawnCli(argv, { env, ...(stdin === undefined ? {} : { stdin }) }),
  };
};

/** A config of profiles with keys in environment variables; the first one is active. */
export const configOf = (...names: readonly string[]) => ({
  schema: 1,
  active: names[0],
  profiles: Object.fromEntries(
    names.map((name) => [
      name,
      {
        apiUrl: "https://eu.api.novu.co",
        key: { in: "env", name: "K" },
        createdAt: "2026-01-01T00:00:00.000Z",
      },
    ]),
  ),
});
