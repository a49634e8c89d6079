import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { BIN, NODE } from "./program.js";
import { useTempDir } from "./temp-dir.js";

/** The folder of the committed completion files. */
export const COMPLETIONS = path.resolve(import.meta.dirname, "../../completions");

export const MESSAGE = "65f0c1a9b2d4e6f8a0b1c2d3";
const OTHER_MESSAGE = "65f0c1a9b2d4e6f8a0b1c2d4";

/**
 * A home with two profiles and a few recent IDs, and a `novu-msg` in the PATH that really completes but, when it is
 * run, only records its arguments.
 */
export interface ShellHome {
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  /** The path of the program, with a space in it. */
  readonly program: string;
  /** The arguments of the run; undefined before it. */
  readonly ran: () => string[] | undefined;
  readonly forget: () => void;
  /** How many completions were requested. */
  readonly answers: () => number;
}

export const useShellHome = (): ShellHome => {
  const directory = useTempDir();
  const folder = path.join(directory, "my tools");
  const program = path.join(folder, "novu-msg");
  const [ran, log] = [path.join(directory, "ran"), path.join(directory, "answers")];
  mkdirSync(folder);
  writeFileSync(program, wrapper(ran, log), { mode: 0o755 });
  writeFileSync(path.join(directory, "some file.env"), "");
  writeJson(path.join(directory, ".config", "novu-msg"), "config.json", CONFIG);
  writeJson(path.join(directory, ".cache", "novu-msg"), "recent.json", RECENT);
  return {
    directory,
    program,
    env: {
      HOME: directory,
      PATH: `${folder}:${process.env.PATH}`,
      HISTFILE: "",
      TERM: "xterm",
      LANG: "C.UTF-8",
      LC_ALL: "C.UTF-8",
    },
    ran: () => (existsSync(ran) ? readFileSync(ran, "utf8").split("\n").slice(0, -1) : undefined),
    forget: () => rmSync(ran, { force: true }),
    answers: () => (existsSync(log) ? readFileSync(log, "utf8").length : 0),
  };
};

const wrapper = (ran: string, log: string): string => `#!/bin/sh
if [ "$1" = __complete ]; then
  '${NODE}' '${BIN}' "$@"
  printf . >> '${log}'
else
  printf '%s\\n' "$@" > '${ran}.part'
  mv '${ran}.part' '${ran}'
fi
`;

const writeJson = (folder: string, name: string, value: object): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(folder, name), JSON.stringify(value), { mode: 0o600 });
};

const profile = (apiUrl: string) => ({
  apiUrl,
  key: { in: "env", name: "SOME_KEY" },
  createdAt: "2026-01-01T00:00:00.000Z",
});

const CONFIG = {
  active: "prod",
  profiles: { prod: profile("https://eu.api.novu.co"), "prøv.dev": profile("http://localhost:3000") },
};

const message = (subscriberId: string, messageId: string, title: string) => ({
  subscriberId,
  messageId,
  title,
});

const RECENT = {
  schema: 1,
  hosts: {
    "eu.api.novu.co": {
      subscribers: ["user:42@example.com", "alice", "two words", "it's $HOME"],
      messages: [
        message("user:42@example.com", MESSAGE, "Deploy 4.2?"),
        message("alice", OTHER_MESSAGE, "Pay: now"),
      ],
    },
    "localhost:3000": { subscribers: ["local-bob"], messages: [] },
  },
};
