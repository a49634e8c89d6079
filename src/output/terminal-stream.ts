import type { Writable } from "node:stream";

/** One of the two output streams and what is known of it. */
export interface TerminalStream {
  readonly stream: Writable;
  /** Where `stream` spells our signs in ASCII: the same without that, for what programs read. */
  readonly exact?: Writable;
  readonly isTerminal: boolean;
  /** Columns of the terminal; 80 where there is none. */
  readonly columns: number;
}

const PAGE = 80;
/** Longer lines are hard to read, whatever the terminal's width. */
const WIDEST = 100;
/** Narrower columns than this would hold a word or two a line. */
const NARROWEST = 60;

interface UnicodeFacts {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What terminals of Windows that show more than their old console say of themselves. */
const ABLE_ON_WINDOWS: Readonly<Record<string, RegExp>> = {
  WT_SESSION: /./,
  TERMINUS_SUBLIME: /./,
  ConEmuTask: /^\{cmd::Cmder\}$/,
  TERM_PROGRAM: /^(?:Terminus-Sublime|vscode|WezTerm)$/,
  TERM: /^(?:xterm-256color|alacritty|rxvt-unicode(?:-256color)?|cygwin)$/,
  TERMINAL_EMULATOR: /^JetBrains-JediTerm$/,
};

/** A locale that asks for another encoding; one that names none, such as `de_DE`, leaves it open. */
const OTHER_ENCODING = /^(?:C|POSIX)$|\.(?!utf-?8\b)/i;

/**
 * Columns for running text: the terminal's, within reason; a page's where there is no terminal, which is not
 * asked then: whoever asks opens the stream.
 */
export const textWidth = (stream: Pick<TerminalStream, "isTerminal" | "columns">): number =>
  stream.isTerminal ? Math.min(WIDEST, Math.max(NARROWEST, stream.columns)) : PAGE;

/**
 * Whether a terminal shows ✔, → and their like. Not the console of Linux, which has 512 signs; not the old one of
 * Windows; and not where the locale asks for another encoding.
 */
export const showsUnicode = ({ platform, env }: UnicodeFacts): boolean => {
  if (platform === "win32") {
    return Object.entries(ABLE_ON_WINDOWS).some(([name, able]) => able.test(env[name] ?? ""));
  }
  return env.TERM !== "linux" && !OTHER_ENCODING.test(env.LC_ALL || env.LC_CTYPE || env.LANG || "");
};
