import type { Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { fitsIn } from "./fit-text.js";
import type { TerminalStream } from "./terminal-stream.js";

/** Replacements of the same width, so that the layout and the cursor position do not change. */
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

/** More readable, but wider. */
const WIDE: Readonly<Record<string, string>> = { ...NARROW, "→": "->", "←": "<-", "…": "..." };

const SYMBOLS = new RegExp(`[${Object.keys(NARROW).join("")}\u2500-\u257f]`, "gu");

/** Replaces all corners and crossings of boxes. */
const CROSSING = "+";

/** Wraps a terminal so that symbols are written as ASCII; `exact` is the unchanged stream for machine-readable output. */
export const asciiStream = (terminal: TerminalStream): TerminalStream => {
  const { stream } = terminal;
  return {
    stream: asciiWritable(stream, () => terminal.columns),
    exact: stream,
    isTerminal: terminal.isTerminal,
    get columns() {
      return terminal.columns;
    },
  };
};

/** A proxy: only the texts passed to `write` are changed; everything else goes to the stream itself. */
const asciiWritable = (stream: Writable, columns: () => number): Writable => {
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

const replaceSymbols = (text: string, signs: Readonly<Record<string, string>>): string =>
  text.replace(SYMBOLS, (sign) => signs[sign] ?? CROSSING);

/** Any control sequence except those that only set colours. */
const MOVES_CURSOR = /\u001b\[[0-9;?]*[A-Za-ln-z]|\r(?!\n)/;

/**
 * A text for a terminal without Unicode: this tool's symbols in ASCII, letters of any script unchanged. The wider
 * replacements are used only if every line still fits, and never in text that moves the cursor.
 */
export const asciiText = (text: string, columns: number): string => {
  if (MOVES_CURSOR.test(text)) return replaceSymbols(text, NARROW);
  const wide = replaceSymbols(text, WIDE);
  const isFitting = wide.split("\n").every((line) => fitsIn(stripVTControlCharacters(line), columns));
  return isFitting ? wide : replaceSymbols(text, NARROW);
};
