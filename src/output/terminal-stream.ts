import type { Writable } from "node:stream";

/** One of the two output streams and its properties. */
export interface TerminalStream {
  readonly stream: Writable;
  /** If `stream` replaces symbols with ASCII: the stream without that, for machine-readable output. */
  readonly exact?: Writable;
  readonly isTerminal: boolean;
  /** Columns of the terminal; 80 without one. */
  readonly columns: number;
}

const DEFAULT_WIDTH = 80;
/** Longer lines are hard to read. */
const MAX_WIDTH = 100;
/** Narrower lines would hold only a word or two. */
const MIN_WIDTH = 20;

interface UnicodeInput {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Variables by which Windows terminals with Unicode support identify themselves. */
const WINDOWS_UNICODE: Readonly<Record<string, RegExp>> = {
  WT_SESSION: /./,
  TERMINUS_SUBLIME: /./,
  ConEmuTask: /^\{cmd::Cmder\}$/,
  TERM_PROGRAM: /^(?:Terminus-Sublime|vscode|WezTerm)$/,
  TERM: /^(?:xterm-256color|alacritty|rxvt-unicode(?:-256color)?|cygwin)$/,
  TERMINAL_EMULATOR: /^JetBrains-JediTerm$/,
};

/** A locale with another encoding than UTF-8; a locale without encoding, such as `de_DE`, does not match. */
const NOT_UTF8 = /^(?:C|POSIX)$|\.(?!utf-?8\b)/i;

/**
 * Columns for prose: those of the terminal, within limits, or 80 without a terminal. `columns` is read only for a
 * terminal, because reading it opens the stream.
 */
export const textWidth = (stream: Pick<TerminalStream, "isTerminal" | "columns">): number =>
  stream.isTerminal ? Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, stream.columns)) : DEFAULT_WIDTH;

/**
 * Whether a terminal can show symbols such as ✔ and →. False for the Linux console, which has 512 glyphs, for the old
 * Windows console, and for locales with another encoding.
 */
export const hasUnicode = ({ platform, env }: UnicodeInput): boolean => {
  if (platform === "win32") {
    return Object.entries(WINDOWS_UNICODE).some(([name, pattern]) => pattern.test(env[name] ?? ""));
  }
  return env.TERM !== "linux" && !NOT_UTF8.test(env.LC_ALL || env.LC_CTYPE || env.LANG || "");
};
