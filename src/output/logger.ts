import { sanitizeLine } from "./sanitize.js";
import type { Style } from "./style.js";
import type { TerminalStream } from "./terminal-stream.js";
import type { Headline, Tone } from "./view.js";
import { wrapWords } from "./wrap-words.js";
import type { Write } from "./writer.js";

/** Writes a message to stderr, wrapped at the terminal's width, after clearing the spinner. */
type Logger = (level: Headline["level"], text: string, context?: string) => Promise<void>;

interface LoggerParts {
  readonly write: Write;
  readonly stream: TerminalStream;
  readonly style: () => Promise<Style>;
  readonly spinner: { clear(): Promise<void> };
}

/** The symbol at the start of a message, and its tone. */
export const LEVEL_SIGNS: Readonly<Record<Headline["level"], readonly [string, Tone]>> = {
  done: ["✔", "strong"],
  info: ["·", "muted"],
  warn: ["!", "strong"],
};
const GAP = "   ";
const INDENT = "  ";

export const createLogger =
  ({ write, stream, style, spinner }: LoggerParts): Logger =>
  async (level, text, context = "") => {
    const paint = await style();
    const [sign, tone] = LEVEL_SIGNS[level];
    const [clean, cleanContext] = [sanitizeLine(text), sanitizeLine(context)];
    const width = stream.isTerminal ? stream.columns : Number.POSITIVE_INFINITY;
    const lines = wrapWords(clean, width - INDENT.length).join(`\n${INDENT}`);
    const isWide = INDENT.length + clean.length + GAP.length + cleanContext.length <= width;
    // The context is beside the message, or below it on a narrow terminal.
    const tail = cleanContext === "" ? "" : `${isWide ? GAP : `\n${INDENT}`}${paint(cleanContext, "muted")}`;
    await spinner.clear();
    await write(`${paint(sign, tone)} ${lines}${tail}\n`);
  };
