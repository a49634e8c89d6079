import type { Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { fitsIn } from "./fit-text.js";
import type { TerminalStream } from "./terminal-stream.js";

/** As wide as the sign it stands for, so that tables, cut texts and the cursor stay where they are. */
const NARROW: Readonly<Record<string, string>> = {
  "✔": "+",
  "✓": "+",
  "✖": "x",
  "✗": "x",
  "×": "x",
  "·": "-",
  "•": "*",
  "●": "*",
  "○": "o",
  "–": "-",
  "—": "-",
  "→": ">",
  "←": "<",
  "↑": "^",
  "↓": "v",
  "❯": ">",
  "▶": ">",
  "…": "~",
  "“": '"',
  "”": '"',
  "‘": "'",
  "’": "'",
  "\u00a0": " ",
  "⠋": "|",
  "⠙": "/",
  "⠹": "-",
  "⠸": "\\",
  "⠼": "|",
  "⠴": "/",
  "⠦": "-",
  "⠧": "\\",
  "⠇": "|",
  "⠏": "/",
  "─": "-",
  "━": "-",
  "│": "|",
  "┃": "|",
  "█": "#",
  "▓": "#",
  "▒": ":",
  "░": ".",
};

/** Better to read, and wider. */
const WIDE: Readonly<Record<string, string>> = { ...NARROW, "→": "->", "←": "<-", "…": "..." };

const SIGNS = new RegExp(`[${Object.keys(NARROW).join("")}\u2500-\u257f]`, "gu");

/** Corners and crossings of boxes are not worth a row each. */
const CROSSING = "+";

/** The same terminal, written to in ASCII; what is exact for programs goes to `exact`. */
export const asciiStream = (terminal: TerminalStream): TerminalStream => {
  const { stream } = terminal;
  return {
    stream: inAscii(stream, () => terminal.columns),
    exact: stream,
    isTerminal: terminal.isTerminal,
    get columns() {
      return terminal.columns;
    },
  };
};

/** What listens to the terminal, or asks what it is, meets the terminal itself; only texts are changed on their way. */
const inAscii = (stream: Writable, columns: () => number): Writable => {
  const write = (chunk: unknown, ...rest: unknown[]): unknown =>
    Reflect.apply(stream.write, stream, [
      typeof chunk === "string" ? asciiText(chunk, columns()) : chunk,
      ...rest,
    ]);
  return new Proxy(stream, {
    get: (target, name) => {
      if (name === "write") return write;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
};

const spelled = (text: string, signs: Readonly<Record<string, string>>): string =>
  text.replace(SIGNS, (sign) => signs[sign] ?? CROSSING);

/** Any control sequence but one that only colours. */
const MOVES_CURSOR = /\u001b\[[0-9;?]*[A-Za-ln-z]|\r(?!\n)/;

/**
 * A text for a terminal without Unicode: our own signs in ASCII, letters of any script as they are. Signs grow only where
 * every line still fits, and never where the cursor is moved about.
 */
export const asciiText = (text: string, columns: number): string => {
  if (MOVES_CURSOR.test(text)) return spelled(text, NARROW);
  const wide = spelled(text, WIDE);
  const isFitting = wide.split("\n").every((line) => fitsIn(stripVTControlCharacters(line), columns));
  return isFitting ? wide : spelled(text, NARROW);
};
