import { setTimeout as pause } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { spawn } from "@lydell/node-pty";
import { expect, onTestFinished } from "vitest";
import { watchScreen } from "./key-watch.js";
import type { ShellHome } from "./shell-home.js";

/** An interactive shell in a real terminal. */
interface TypedShell {
  /** Types a text, presses Tab `times` times, and waits until the shell has drawn the result. */
  readonly tab: (text: string, times?: number) => Promise<void>;
  /** Presses Enter and returns the arguments of the program. */
  readonly run: () => Promise<string[]>;
  /** Types each line, Tab and Enter, and returns the lines with the arguments of the program. */
  readonly wordsOf: (lines: readonly CompletedLine[]) => Promise<readonly CompletedLine[]>;
  readonly screen: () => string;
}

/** The text that is typed before Tab, and the arguments of the program after it. */
export type CompletedLine = readonly [typed: string, words: readonly string[]];

const READY = "ready> ";
const QUIET_MS = 150;

/**
 * @param setUp lines that load the completion and set the prompt to `ready> `
 */
export const openShell = async (
  home: ShellHome,
  command: readonly [string, ...string[]],
  setUp: readonly string[],
): Promise<TypedShell> => {
  const [file, ...words] = command;
  const drawn: string[] = [];
  const shell = spawn(file, words, { cols: 120, rows: 40, cwd: home.directory, env: { ...home.env } });
  shell.onData((data) => drawn.push(data));
  const ended = new Promise((resolve) => shell.onExit(resolve));
  onTestFinished(async () => {
    shell.kill("SIGKILL");
    await ended;
    watchScreen(drawn.join(""), `the terminal of ${file}`);
  });
  const screen = () => stripVTControlCharacters(drawn.join(""));
  const isReady = () => expect.poll(screen).toContain(READY);

  /** Waits until nothing has been drawn for a while. */
  const settle = async (): Promise<void> => {
    const before = drawn.length;
    await pause(QUIET_MS);
    if (drawn.length !== before) await settle();
  };

  await settle();
  for (const line of setUp) {
    shell.write(`${line}\r`);
    await settle();
  }
  await isReady();
  await settle();

  const tab: TypedShell["tab"] = async (text, times = 1) => {
    const answers = home.answers();
    shell.write(text);
    for (let pressed = 0; pressed < times; pressed += 1) {
      shell.write("\t");
      await expect.poll(home.answers).toBeGreaterThan(answers + pressed);
      await settle();
    }
  };

  const run: TypedShell["run"] = async () => {
    home.forget();
    shell.write("\r");
    await expect.poll(home.ran).toBeDefined();
    await settle();
    return home.ran() ?? [];
  };

  const wordsOf: TypedShell["wordsOf"] = async (lines) => {
    const got: CompletedLine[] = [];
    for (const [typed] of lines) {
      await tab(typed);
      got.push([typed, await run()]);
    }
    return got;
  };

  return { screen, tab, run, wordsOf };
};
