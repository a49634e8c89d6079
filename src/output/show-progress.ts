import { elapsedText } from "../model/durations.js";
import { numberText } from "../model/number-text.js";
import { columnWidth, fitText } from "./fit-text.js";
import { FRAMES } from "./spinner.js";
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
  /** Whether to draw an animated bar; otherwise a line is logged from time to time. */
  readonly isAnimated: boolean;
  /** Logs one line. */
  readonly log: (text: string) => Promise<void>;
}

interface ShownProgress {
  /** Erases the bar before other output; the next frame draws it again. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

const FRAME_MS = 120;
const LINE_MS = 10_000;

/** How a line is drawn. */
interface LineOptions {
  /** Undefined until it can be estimated. */
  readonly perSecond: number | undefined;
  /** Available columns. */
  readonly width: number;
  readonly style: Style;
  /** The spinner frame, for lines without room for a bar. */
  readonly frame: string;
}

interface Part {
  readonly text: string;
  readonly tone?: Tone;
  /** Parts of the highest rank are dropped first if there is no room. */
  readonly rank: number;
}

const GAP = " · ";
const MIN_BAR_WIDTH = 8;
const MAX_BAR_WIDTH = 30;
/** The rate is that of the last ten seconds: an older rate predicts little. */
const WINDOW_MS = 10_000;
/** A shorter time gives a rate that jumps. */
const MIN_ELAPSED_MS = 1_000;

/** Takes a count and the time in ms; returns the rate per second, or undefined if it is too early. */
type RateMeter = (count: number, atMs: number) => number | undefined;

/** The progress of a long operation; read again for every frame. */
export interface Progress {
  /** The unit in the plural: `rows`. */
  readonly unit: string;
  /** Includes the failed ones. */
  readonly done: number;
  readonly failed: number;
  /** Undefined while unknown. */
  readonly total: number | undefined;
  /** A few words: why it is slow, or what comes next. */
  readonly note?: string | undefined;
}

/** Shows progress: a bar on a terminal, otherwise a line every ten seconds. */
export const showProgress = (read: () => Progress, parts: ProgressParts): ShownProgress =>
  parts.isAnimated ? drawProgress(read, parts) : logProgress(read, parts);

const logProgress = (read: () => Progress, { log, now }: ProgressParts): ShownProgress => {
  const rate = createRateMeter();
  rate(read().done, now());
  const timer = setInterval(() => {
    const progress = read();
    log(progressSentence(progress, rate(progress.done, now()))).catch(() => {});
  }, LINE_MS);
  return { clear: async () => {}, stop: async () => clearInterval(timer) };
};

const drawProgress = (read: () => Progress, { write, stream, style, now }: ProgressParts): ShownProgress => {
  const rate = createRateMeter();
  rate(read().done, now());
  let frame = 0;
  /** Width of the current drawing; 0 if there is none. */
  let drawn = 0;
  let isWriting = false;

  const clear = async () => {
    const erase = eraseSequence(drawn, stream.columns);
    const wasDrawn = drawn > 0;
    drawn = 0;
    if (wasDrawn) await write(erase);
  };
  const draw = () => {
    // Skip frames while the terminal has not accepted the previous one.
    if (isWriting) return;
    const progress = read();
    // Leave the last column free: some terminals move to the next line when it is written.
    const width = Math.max(1, stream.columns - 1);
    const line = progressLine(progress, {
      perSecond: rate(progress.done, now()),
      width,
      style,
      frame: FRAMES[frame % FRAMES.length] ?? "",
    });
    frame += 1;
    isWriting = true;
    const erase = eraseSequence(drawn, stream.columns);
    drawn = Math.max(1, columnWidth(line));
    write(erase + line)
      .catch(() => {}) // If the terminal is gone, frames do not matter.
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

/** Moves to the start of the drawing and erases to the end. A narrowed terminal has wrapped it into several lines. */
const eraseSequence = (drawn: number, columns: number): string => {
  const above = Math.max(0, Math.ceil(drawn / Math.max(1, columns)) - 1);
  return `${above === 0 ? "" : `\u001b[${above}A`}\r\u001b[J`;
};

/** One line that fits the width: bar, count, share, rate, time left, failures. */
export const progressLine = (progress: Progress, options: LineOptions): string => {
  const parts = fittingParts(partsOf(progress, options.perSecond), options.width - 2);
  const text = joined(parts);
  const bar = barText(progress, options.width - columnWidth(text) - 2);
  const head = bar ?? (columnWidth(text) + 2 <= options.width ? `${options.frame} ` : "");
  if (columnWidth(head + text) > options.width) return fitText(text, options.width);
  return head + parts.map(({ text: part, tone }) => options.style(part, tone)).join(GAP);
};

/** The same for a log, without a bar. */
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
    ...(failed === 0 ? [] : [{ text: `${numberText(failed)} failed`, tone: "error" as const, rank: 1 }]),
    ...(note === undefined ? [] : [{ text: note, tone: "muted" as const, rank: 3 }]),
  ];
};

/** Rounded down: 100 % only when everything is done. */
const percent = (done: number, total: number): string => `${Math.floor((100 * done) / total)} %`;

const rateText = (perSecond: number): string =>
  perSecond < 10 ? `${Math.round(perSecond * 10) / 10}/s` : `${numberText(Math.round(perSecond))}/s`;

const secondsLeft = ({ done, total }: Progress, perSecond: number | undefined): number | undefined => {
  if (total === undefined || perSecond === undefined || perSecond <= 0) return undefined;
  return done >= total ? undefined : (total - done) / perSecond;
};

/** The parts that fit, in their order; the least important ones are dropped first. */
const fittingParts = (parts: readonly Part[], width: number): readonly Part[] => {
  if (parts.length <= 1 || columnWidth(joined(parts)) <= width) return parts;
  const last = Math.max(...parts.map(({ rank }) => rank));
  return fittingParts(
    parts.filter(({ rank }) => rank !== last),
    width,
  );
};

const barText = ({ done, total }: Progress, room: number): string | undefined => {
  const length = Math.min(MAX_BAR_WIDTH, room);
  if (total === undefined || total === 0 || length < MIN_BAR_WIDTH) return undefined;
  const full = Math.floor((length * Math.min(done, total)) / total);
  return `${"█".repeat(full)}${"░".repeat(length - full)}  `;
};

export const createRateMeter = (): RateMeter => {
  const samples: { readonly count: number; readonly atMs: number }[] = [];
  return (count, atMs) => {
    samples.push({ count, atMs });
    // Keep one sample at least as old as the window, so that the rate covers all of it.
    while (atMs - (samples[1]?.atMs ?? atMs) >= WINDOW_MS) samples.shift();
    const [first = { count, atMs }] = samples;
    const elapsedMs = atMs - first.atMs;
    return elapsedMs < MIN_ELAPSED_MS ? undefined : ((count - first.count) * 1_000) / elapsedMs;
  };
};
