import type { TerminalStream } from "./terminal-stream.js";

const PAGE = 80;
/** Longer lines are hard to read, whatever the terminal's width. */
const WIDEST = 100;
/** Narrower columns than this would hold a word or two a line. */
const NARROWEST = 60;

/**
 * Columns for running text: the terminal's, within reason; a page's where there is no terminal, which is not
 * asked then: whoever asks opens the stream.
 */
export const textWidth = (stream: Pick<TerminalStream, "isTerminal" | "columns">): number =>
  stream.isTerminal ? Math.min(WIDEST, Math.max(NARROWEST, stream.columns)) : PAGE;
