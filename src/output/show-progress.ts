import { elapsedText } from "../model/durations.js";
import { numberText } from "../model/number-text.js";
import { columnWidth, fitText } from "./fit-text.js";
import type { Style } from "./style.js";
import type { TerminalStream } from "./terminal-stream.js";
import type { Tone } from "./view.js";
import type { Write } from "./writer.js";

interface ProgressParts {
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

/** What a line is made of beyond the work's own facts. */
interface ProgressLook {
  /** Undefined until there is something to judge by. */
  readonly perSecond: number | undefined;
  /** Columns there are. */
  readonly width: number;
  readonly style: Style;
  /** Which picture of the wheel that stands where no bar can. */
  readonly frame: string;
}

interface Part {
  readonly text: string;
  readonly tone?: Tone;
  /** The highest goes first where there is no room. */
  readonly rank: number;
}

const GAP = " · ";
const SHORTEST_BAR = 8;
const LONGEST_BAR = 30;

/** How fast something grows, over the last ten seconds: what happened an hour ago says little of what is left. */
const WINDOW_MS = 10_000;
/** Less time than this makes a number that jumps. */
const LEAST_MS = 1_000;

/** Takes a count and the time, ms; gives how many a second, or undefined while it is too early to tell. */
type RateMeter = (count: number, atMs: number) => number | undefined;

/** How far a long piece of work has come; asked anew for every drawing. */
export interface Progress {
  /** What is counted, in the plural: `rows`. */
  readonly unit: string;
  /** The failed ones included. */
  readonly done: number;
  readonly failed: number;
  /** Undefined while nobody knows. */
  readonly total: number | undefined;
  /** Why it is slow or what comes next, in a few words. */
  readonly note?: string | undefined;
}

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

/** One line, never wider than there is room: bar, count, share, rate, time left, failures. */
export const progressLine = (progress: Progress, look: ProgressLook): string => {
  const parts = fitting(partsOf(progress, look.perSecond), look.width - 2);
  const text = joined(parts);
  const bar = barText(progress, look.width - columnWidth(text) - 2);
  const head = bar ?? (columnWidth(text) + 2 <= look.width ? `${look.frame} ` : "");
  if (columnWidth(head + text) > look.width) return fitText(text, look.width);
  return head + parts.map(({ text: part, tone }) => look.style(part, tone)).join(GAP);
};

/** The same facts for a log, without a bar. */
export const progressSentence = (progress: Progress, perSecond: number | undefined): string =>
  joined(partsOf(progress, perSecond));

const joined = (parts: readonly Part[]): string => parts.map(({ text }) => text).join(GAP);

const partsOf = (progress: Progress, perSecond: number | undefined): Part[] => {
  const { done, total, failed, unit, note } = progress;
  const left = secondsLeft(progress, perSecond);
  return [
    total === undefined
      ? { text: `${numberText(done)} ${unit}`, rank: 0 }
      : { text: `${numberText(done)} of ${numberText(total)} ${unit}`, rank: 0 },
    ...(total === undefined || total === 0 ? [] : [{ text: percent(done, total), rank: 5 }]),
    ...(perSecond === undefined ? [] : [{ text: rateText(perSecond), rank: 4 }]),
    ...(left === undefined ? [] : [{ text: `${elapsedText(left * 1_000)} left`, rank: 2 }]),
    ...(failed === 0 ? [] : [{ text: `${numberText(failed)} failed`, tone: "bad" as const, rank: 1 }]),
    ...(note === undefined ? [] : [{ text: note, tone: "muted" as const, rank: 3 }]),
  ];
};

/** Not 100 % before the last one is done. */
const percent = (done: number, total: number): string => `${Math.floor((100 * done) / total)} %`;

const rateText = (perSecond: number): string =>
  perSecond < 10 ? `${Math.round(perSecond * 10) / 10}/s` : `${numberText(Math.round(perSecond))}/s`;

const secondsLeft = ({ done, total }: Progress, perSecond: number | undefined): number | undefined => {
  if (total === undefined || perSecond === undefined || perSecond <= 0) return undefined;
  return done >= total ? undefined : (total - done) / perSecond;
};

/** The parts that have room, in their order; what matters least goes first. */
const fitting = (parts: readonly Part[], width: number): readonly Part[] => {
  if (parts.length <= 1 || columnWidth(joined(parts)) <= width) return parts;
  const last = Math.max(...parts.map(({ rank }) => rank));
  return fitting(
    parts.filter(({ rank }) => rank !== last),
    width,
  );
};

const barText = ({ done, total }: Progress, room: number): string | undefined => {
  const length = Math.min(LONGEST_BAR, room);
  if (total === undefined || total === 0 || length < SHORTEST_BAR) return undefined;
  const full = Math.floor((length * Math.min(done, total)) / total);
  return `${"█".repeat(full)}${"░".repeat(length - full)}  `;
};

export const createRateMeter = (): RateMeter => {
  const samples: { readonly count: number; readonly atMs: number }[] = [];
  return (count, atMs) => {
    samples.push({ count, atMs });
    // The oldest that is kept is at least as old as the window, so that it is looked at whole.
    while (atMs - (samples[1]?.atMs ?? atMs) >= WINDOW_MS) samples.shift();
    const [first = { count, atMs }] = samples;
    const elapsedMs = atMs - first.atMs;
    return elapsedMs < LEAST_MS ? undefined : ((count - first.count) * 1_000) / elapsedMs;
  };
};
