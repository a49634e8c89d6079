import { sanitizeLine } from "./sanitize.js";
import type { Headline, Tone } from "./screen.js";
import type { Spinner } from "./spinner.js";
import type { Style } from "./style.js";
import type { TerminalStream } from "./terminal-stream.js";
import { wrapWords } from "./wrap-words.js";
import type { Write } from "./writer.js";

/** Says one thing on stderr, within the terminal's width and clear of the spinner. */
export type Talk = (mark: Headline["mark"], text: string, aside?: string) => Promise<void>;

export interface TalkerParts {
  readonly write: Write;
  readonly stream: TerminalStream;
  readonly style: () => Promise<Style>;
  readonly spinner: Pick<Spinner, "clear">;
}

/** The sign that a line of talk begins with. */
export const MARKS: Readonly<Record<Headline["mark"], readonly [string, Tone]>> = {
  done: ["✔", "good"],
  info: ["·", "muted"],
  warn: ["!", "warn"],
};
const GAP = "   ";
const INDENT = "  ";

export const createTalker =
  ({ write, stream, style, spinner }: TalkerParts): Talk =>
  async (mark, text, aside = "") => {
    const look = await style();
    const [sign, tone] = MARKS[mark];
    const [clean, cleanAside] = [sanitizeLine(text), sanitizeLine(aside)];
    const width = stream.isTerminal ? stream.columns : Number.POSITIVE_INFINITY;
    const lines = wrapWords(clean, width - INDENT.length).join(`\n${INDENT}`);
    const isWide = INDENT.length + clean.length + GAP.length + cleanAside.length <= width;
    // Where it happened stands beside what happened, or below it where a terminal is too narrow.
    const tail = cleanAside === "" ? "" : `${isWide ? GAP : `\n${INDENT}`}${look(cleanAside, "muted")}`;
    await spinner.clear();
    await write(`${look(sign, tone)} ${lines}${tail}\n`);
  };
