import { elapsedText } from "../model/elapsed-text.js";
import { numberText } from "../model/number-text.js";
import { columnWidth, fitText } from "./fit-text.js";
import type { Progress } from "./progress.js";
import type { Style } from "./style.js";
import type { Tone } from "./view.js";

/** What a line is made of beyond the work's own facts. */
export interface ProgressLook {
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
