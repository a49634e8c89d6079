import { stripVTControlCharacters } from "node:util";
import { spawn } from "@lydell/node-pty";
import { Terminal as Emulator } from "@xterm/headless";
import { expect, onTestFinished } from "vitest";
import { keysIn, watchScreen } from "./key-watch.js";
import { BIN, NODE } from "./program.js";

export interface Terminal {
  /** Everything written so far, without control sequences. */
  readonly screen: () => string;
  readonly raw: () => string;
  /** The visible text, without trailing blanks. */
  readonly display: () => string;
  /** Waits until the text is visible. */
  readonly shows: (text: string) => Promise<void>;
  readonly type: (text: string) => void;
  /** Sets the width of the window. */
  readonly resize: (columns: number) => void;
  /** The exit code, after all output was drawn. */
  readonly exit: Promise<number>;
  /** Closes the terminal, like closing its window. */
  readonly hangUp: () => void;
}

export interface TerminalOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: string;
  /** Receives the text of each `ESC ] 777 ; text BEL`, which draws nothing, after everything before it was drawn. */
  readonly onMark?: (text: string) => void;
}

/** The input that keys send. */
export const KEY = {
  enter: "\r",
  up: "\u001b[A",
  down: "\u001b[B",
  pageDown: "\u001b[6~",
  escape: "\u001b",
  interrupt: "\u0003",
  backspace: "\u007f",
} as const;

/** The built program in a real pseudo-terminal. */
export const openTerminal = (argv: readonly string[], options: TerminalOptions = {}): Terminal =>
  openProgram(NODE, [BIN, ...argv], options);

/** Any program in a real pseudo-terminal. */
export const openProgram = (
  program: string,
  argv: readonly string[],
  { env = {}, columns = 100, rows = 30, cwd = process.cwd(), onMark }: TerminalOptions = {},
): Terminal => {
  const drawn: string[] = [];
  const emulator = new Emulator({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true });
  if (onMark !== undefined) {
    emulator.parser.registerOscHandler(777, (text) => {
      onMark(text);
      return true;
    });
  }
  const terminal = spawn(program, [...argv], {
    cols: columns,
    rows,
    cwd,
    env: { PATH: process.env.PATH ?? "", HOME: "/proc/nonexistent", TERM: "xterm-256color", ...env },
  });
  terminal.onData((data) => {
    drawn.push(data);
    emulator.write(data);
  });
  const raw = () => drawn.join("");
  const hangUp = () => {
    try {
      terminal.kill();
    } catch {
      // It has already exited, as in most tests.
    }
  };
  const exit = new Promise<number>((resolve) =>
    // The emulator draws asynchronously: the callback of an empty write runs when everything is drawn.
    terminal.onExit(({ exitCode }) => emulator.write("", () => resolve(exitCode))),
  );
  onTestFinished(() => {
    watchScreen(raw(), `the terminal of ${argv.join(" ")}`, keysIn(...Object.values(env)));
    emulator.dispose();
    hangUp();
  });
  const display = () => {
    const { active } = emulator.buffer;
    const lines = Array.from(
      { length: active.length },
      (_, at) => active.getLine(at)?.translateToString(true) ?? "",
    );
    return lines.join("\n").trimEnd();
  };
  return {
    raw,
    screen: () => stripVTControlCharacters(raw()),
    display,
    shows: (text) => expect.poll(display).toContain(text),
    type: (text) => terminal.write(text),
    resize: (width) => {
      emulator.resize(width, rows);
      terminal.resize(width, rows);
    },
    exit,
    hangUp,
  };
};
