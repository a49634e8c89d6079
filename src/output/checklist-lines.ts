import { sanitizeLine } from "./sanitize.js";
import type { Style } from "./style.js";
import type { Checklist, ChecklistItem, Note } from "./view.js";
import { wrapWords } from "./wrap-words.js";

const MARKS: Readonly<Record<ChecklistItem["tone"], string>> = { good: "✔", warn: "!", bad: "✖", muted: "·" };

const GAP = "  ";
/** Where fewer columns are left beside the labels, text runs on instead of being broken. */
const LEAST_WIDTH = 20;

/** Checklists as lines: a mark, the label in its column, the text, and below it what can be done. */
export const checklistLines = (lists: readonly Checklist[], width: number, style: Style): string[] => {
  const column = Math.max(0, ...lists.flatMap(({ items }) => items.map(({ label }) => label.length)));
  const indent = " ".repeat(2 + column + GAP.length);
  const room = Math.max(LEAST_WIDTH, width - indent.length);
  const pointLines = ({ tone, label, text, notes }: ChecklistItem): string[] => {
    const [first = "", ...more] = wrapWords(sanitizeLine(text), room);
    const textTone = tone === "good" || tone === "warn" ? undefined : tone;
    return [
      `${style(MARKS[tone], tone)} ${label.padEnd(column)}${GAP}${style(first, textTone)}`,
      ...more.map((line) => `${indent}${style(line, textTone)}`),
      ...notes.flatMap((note) => noteLines(note, room, style)).map((line) => `${indent}${line}`),
    ];
  };
  return lists.flatMap(({ title, items }, at) => [
    ...(at === 0 ? [] : [""]),
    style(title, "strong"),
    ...items.flatMap(pointLines),
  ]);
};

const noteLines = (note: Note, room: number, style: Style): string[] => {
  if ("text" in note) return wrapWords(sanitizeLine(note.text), room);
  const { command, when } = note;
  return [`${style("try:", "strong")} ${command}${when === undefined ? "" : `   (${sanitizeLine(when)})`}`];
};
