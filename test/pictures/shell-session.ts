import { writeFileSync } from "node:fs";
import path from "node:path";
import { type IPty, spawn } from "@lydell/node-pty";
import { Terminal as Emulator } from "@xterm/headless";
import { expect, onTestFinished } from "vitest";
import { keysIn, watchScreen } from "../support/key-watch.js";
import { BIN, NODE } from "../support/program.js";
import { type Row, type ScreenShot, takeShot } from "./screen-shot.js";

export interface SessionOptions {
  /** Where the lines run, and where `novu-msg` is put. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly columns: number;
  readonly rows?: number;
  /** What another run would have otherwise, such as a port, and what the pictures show for it; at a line's end. */
  readonly shown?: readonly (readonly [from: string, to: string])[];
}

/** A person at a shell: the prompt and what is typed are drawn here, the lines run in a pseudo-terminal. */
export interface ShellSession {
  /** Something said before a line, as a comment. */
  readonly remark: (text: string) => Promise<void>;
  /** Draws the prompt. */
  readonly prompt: () => Promise<void>;
  /** Draws some letters of the line. */
  readonly draw: (text: string) => Promise<void>;
  /** Starts the line that was drawn. */
  readonly run: (line: string) => void;
  /** Keys for the program that runs. */
  readonly press: (keys: string) => void;
  /** Waits until a person sees all of these and nothing moves any more. */
  readonly shows: (...texts: readonly string[]) => Promise<void>;
  /** Waits until a person sees it, whatever moves. */
  readonly moves: (text: string) => Promise<void>;
  /** Waits for the line's end; gives its exit code. */
  readonly ended: () => Promise<number>;
  readonly shot: () => ScreenShot;
}

const PROMPT = "\u001b[2m$\u001b[22m ";
/** What the shell says when a line has ended: a sequence that draws nothing. */
const ENDED = 7077;
/** What the program shows while there is more to come. */
const MOVING = /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]|asking Novu…/;
const STILL_MS = 150;

export const openSession = ({
  folder,
  env,
  columns,
  rows = 40,
  shown = [],
}: SessionOptions): ShellSession => {
  putProgram(folder);
  const emulator = new Emulator({ cols: columns, rows, allowProposedApi: true });
  let drawn = "";
  let pty: IPty | undefined;
  let ended = Promise.resolve(0);
  let end: (code: number) => void = () => {};
  emulator.parser.registerOscHandler(ENDED, (code) => {
    end(Number(code));
    return true;
  });
  onTestFinished(() => {
    watchScreen(drawn, "a picture's terminal", keysIn(...Object.values(env)));
    emulator.dispose();
    try {
      pty?.kill();
    } catch {
      // It has ended by itself.
    }
  });
  const write = (text: string) => new Promise<void>((resolve) => emulator.write(text, resolve));
  const display = () => {
    const { active } = emulator.buffer;
    return Array.from({ length: active.length }, (_, at) => active.getLine(at)?.translateToString(true)).join(
      "\n",
    );
  };
  return {
    remark: (text) => write(`\u001b[2m# ${text}\u001b[22m\r\n`),
    prompt: () => write(PROMPT),
    draw: (text) => write(text.replaceAll("\n", "\r\n")),
    run: (line) => {
      ended = new Promise((resolve) => {
        end = resolve;
      });
      emulator.write("\r\n");
      pty = spawn("sh", ["-c", `${line}\nprintf '\\033]${ENDED};%s\\007' "$?"`], {
        cols: columns,
        rows,
        cwd: folder,
        env: {
          PATH: `${folder}:${process.env.PATH ?? ""}`,
          HOME: folder,
          LANG: "C.UTF-8",
          TERM: "xterm-256color",
          ...env,
        },
      });
      pty.onData((data) => {
        drawn += data;
        emulator.write(data);
      });
    },
    press: (keys) => pty?.write(keys),
    shows: (...texts) => {
      let last = "";
      const lacking = () => {
        const before = last;
        last = display();
        const isAtRest = before === last && !MOVING.test(last);
        return [...(isAtRest ? [] : ["rest"]), ...texts.filter((text) => !last.includes(text))];
      };
      return expect.poll(lacking, { interval: STILL_MS }).toEqual([]);
    },
    moves: (text) => expect.poll(display, { interval: 20 }).toContain(text),
    ended: () => ended,
    shot: () => {
      const isCursorShown = drawn.lastIndexOf("\u001b[?25l") <= drawn.lastIndexOf("\u001b[?25h");
      const shot = takeShot(emulator, isCursorShown);
      return { ...shot, rows: shot.rows.map((row) => renamed(row, shown)) };
    },
  };
};

/** The same row with other words; what stands after them in the row moves along. */
const renamed = (row: Row, words: Required<SessionOptions>["shown"]): Row => {
  let moved = 0;
  return row.map((run) => {
    const text = words.reduce((text, [from, to]) => text.replaceAll(from, to), run.text);
    const column = run.column + moved;
    moved += text.length - run.text.length;
    return { ...run, column, text, cells: run.cells + text.length - run.text.length };
  });
};

/** The built program under its own name. */
const putProgram = (folder: string): void =>
  writeFileSync(path.join(folder, "novu-msg"), `#!/bin/sh\nexec "${NODE}" "${BIN}" "$@"\n`, {
    mode: 0o755,
  });
