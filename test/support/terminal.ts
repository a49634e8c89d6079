import { stripVTControlCharacters } from "node:util";
import { spawn } from "@lydell/node-pty";
import { onTestFinished } from "vitest";
import { BIN } from "./spawn-cli.js";

export interface Terminal {
  /** Everything drawn so far, colours and cursor moves taken out. */
  readonly screen: () => string;
  readonly raw: () => string;
  readonly type: (text: string) => void;
  readonly exit: Promise<number>;
}

export interface TerminalOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
}

/** The built program in a real pseudo-terminal. */
export const openTerminal = (argv: readonly string[], options: TerminalOptions = {}): Terminal => {
  const drawn: string[] = [];
  const terminal = spawn(process.execPath, [BIN, ...argv], {
    cols: options.columns ?? 100,
    rows: 30,
    env: {
      PATH: process.env.PATH ?? "",
      HOME: "/proc/nonexistent",
      TERM: "xterm-256color",
      ...options.env,
    },
  });
  terminal.onData((data) => drawn.push(data));
  const exit = new Promise<number>((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)));
  onTestFinished(() => {
    try {
      terminal.kill();
    } catch {
      // It has ended by itself, which is what most tests wait for.
    }
  });
  const raw = () => drawn.join("");
  return { raw, screen: () => stripVTControlCharacters(raw()), type: (text) => terminal.write(text), exit };
};
