import { stripVTControlCharacters } from "node:util";
import { fitsIn } from "./fit-text.js";

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
