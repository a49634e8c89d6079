import { columnWidth } from "./fit-text.js";
import type { Progress } from "./progress.js";
import { progressLine, progressSentence } from "./progress-line.js";
import { createRateMeter } from "./rate-meter.js";
import type { Style } from "./style.js";
import type { TerminalStream } from "./terminal-stream.js";
import type { Write } from "./writer.js";

export interface ProgressParts {
  readonly write: Write;
  readonly stream: TerminalStream;
  readonly style: Style;
  /** ms. */
  readonly now: () => number;
  /** A bar that is drawn again and again, or else now and then a line. */
  readonly isAnimated: boolean;
  /** Says one line, for where nothing is animated. */
  readonly say: (text: string) => Promise<void>;
}

export interface ShownProgress {
  /** Takes the drawing away before something else is written; the next frame brings it back. */
  clear(): Promise<void>;
  /** Ends it. */
  stop(): Promise<void>;
}

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 120;
const LINE_MS = 10_000;

/** Shows how far the work is: a bar on a terminal, a line every ten seconds where there is none. */
export const showProgress = (look: () => Progress, parts: ProgressParts): ShownProgress =>
  parts.isAnimated ? drawnBar(look, parts) : spokenLines(look, parts);

const spokenLines = (look: () => Progress, { say, now }: ProgressParts): ShownProgress => {
  const rate = createRateMeter();
  rate(look().done, now());
  const timer = setInterval(() => {
    const progress = look();
    say(progressSentence(progress, rate(progress.done, now()))).catch(() => {});
  }, LINE_MS);
  return { clear: async () => {}, stop: async () => clearInterval(timer) };
};

const drawnBar = (look: () => Progress, { write, stream, style, now }: ProgressParts): ShownProgress => {
  const rate = createRateMeter();
  rate(look().done, now());
  let frame = 0;
  /** Columns of what stands there now; 0 is nothing. */
  let drawn = 0;
  let isWriting = false;

  const clear = async () => {
    const erase = eraser(drawn, stream.columns);
    const wasDrawn = drawn > 0;
    drawn = 0;
    if (wasDrawn) await write(erase);
  };
  const draw = () => {
    // A terminal that does not take what it is given gets no second frame before the first.
    if (isWriting) return;
    const progress = look();
    // The last column stays free: some terminals go to the next line once it is written.
    const width = Math.max(1, stream.columns - 1);
    const line = progressLine(progress, {
      perSecond: rate(progress.done, now()),
      width,
      style,
      frame: FRAMES[frame % FRAMES.length] ?? "",
    });
    frame += 1;
    isWriting = true;
    const erase = eraser(drawn, stream.columns);
    drawn = Math.max(1, columnWidth(line));
    write(erase + line)
      .catch(() => {}) // A frame that cannot be drawn, on a terminal that has gone, is no loss.
      .finally(() => {
        isWriting = false;
      });
  };
  const timer = setInterval(draw, FRAME_MS);
  return {
    clear,
    stop: async () => {
      clearInterval(timer);
      await clear();
    },
  };
};

/** Goes to the drawing's beginning, which a terminal made narrower has broken into several lines, and erases on. */
const eraser = (drawn: number, columns: number): string => {
  const above = Math.max(0, Math.ceil(drawn / Math.max(1, columns)) - 1);
  return `${above === 0 ? "" : `\u001b[${above}A`}\r\u001b[J`;
};
