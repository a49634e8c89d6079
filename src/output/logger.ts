import { sanitizeLine } from "./sanitize.js";
import type { Spinner } from "./spinner.js";
import type { Style } from "./style.js";
import type { TerminalStream } from "./terminal-stream.js";
import type { Headline, Tone } from "./view.js";
import { wrapWords } from "./wrap-words.js";
import type { Write } from "./writer.js";

/** Says one thing on stderr, within the terminal's width and clear of the spinner. */
export type Logger = (level: Headline["level"], text: string, context?: string) => Promise<void>;

export interface LoggerParts {
  readonly write: Write;
  readonly stream: TerminalStream;
  readonly style: () => Promise<Style>;
  readonly spinner: Pick<Spinner, "clear">;
}

/** The sign that a line of talk begins with. */
export const LEVEL_SIGNS: Readonly<Record<Headline["level"], readonly [string, Tone]>> = {
  done: ["✔", "good"],
  info: ["·", "muted"],
  warn: ["!", "warn"],
};
const GAP = "   ";
const INDENT = "  ";

export const createLogger =
  ({ write, stream, style, spinner }: LoggerParts): Logger =>
  async (level, text, context = "") => {
    const look = await style();
    const [sign, tone] = LEVEL_SIGNS[level];
    const [clean, cleanContext] = [sanitizeLine(text), sanitizeLine(context)];
    const width = stream.isTerminal ? stream.columns : Number.POSITIVE_INFINITY;
    const lines = wrapWords(clean, width - INDENT.length).join(`\n${INDENT}`);
    const isWide = INDENT.length + clean.length + GAP.length + cleanContext.length <= width;
    // Where it happened stands beside what happened, or below it where a terminal is too narrow.
    const tail = cleanContext === "" ? "" : `${isWide ? GAP : `\n${INDENT}`}${look(cleanContext, "muted")}`;
    await spinner.clear();
    await write(`${look(sign, tone)} ${lines}${tail}\n`);
  };
