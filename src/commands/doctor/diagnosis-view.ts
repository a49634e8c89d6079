import type { Checklist, Note, Point, Screen } from "../../output/screen.js";
import { quoteLine } from "../../processes/quote.js";
import { pasteable } from "../../views/pasteable.js";
import { CHECKS, type CheckState } from "./check-list.js";
import type { Advice, Finding } from "./finding.js";

const TONES: Readonly<Record<CheckState, Point["tone"]>> = {
  pass: "good",
  info: "muted",
  skip: "muted",
  warn: "warn",
  fail: "bad",
};

export const diagnosisView = (findings: readonly Finding[]): Screen => ({
  headline: { mark: isAllWell(findings) ? "done" : "warn", text: headline(findings) },
  table: {
    columns: [
      { title: "STATE" },
      { title: "CHECK" },
      { title: "FINDING" },
      { title: "NEXT", optional: true },
    ],
    rows: findings.map(({ id, state, finding, next }) => [
      { text: state },
      { text: id },
      { text: finding },
      next.length === 0 ? "none" : { text: next.flatMap(noteOf).map(noteText).join("; ") },
    ]),
  },
  checklists: groups().map((group) => checklist(group, findings)),
});

const isAllWell = (findings: readonly Finding[]): boolean =>
  !findings.some(({ state }) => state === "warn" || state === "fail");

/** `3 warnings, 1 problem`. */
const headline = (findings: readonly Finding[]): string => {
  const count = (state: CheckState, one: string) => {
    const number = findings.filter((finding) => finding.state === state).length;
    return number === 0 ? [] : [`${number} ${number === 1 ? one : `${one}s`}`];
  };
  const found = [...count("warn", "warning"), ...count("fail", "problem")];
  return found.length === 0 ? "nothing amiss" : found.join(", ");
};

const groups = (): string[] => [...new Set(CHECKS.map(({ group }) => group))];

const checklist = (group: string, findings: readonly Finding[]): Checklist => ({
  title: group.toUpperCase(),
  points: CHECKS.filter((check) => check.group === group).flatMap(({ id, label }) =>
    findings
      .filter((finding) => finding.id === id)
      .map(({ state, finding, next }) => ({
        tone: TONES[state],
        label,
        text: finding,
        notes: next.flatMap(noteOf),
      })),
  ),
});

/** Nothing for a command that cannot be shown as it is. */
const noteOf = (advice: Advice): Note[] => {
  if (typeof advice === "string") return [{ text: advice }];
  const { words, when } = advice;
  const command = pasteable(quoteLine(words));
  return command === undefined ? [] : [{ command, ...(when === undefined ? {} : { when }) }];
};

const noteText = (note: Note): string => {
  if ("text" in note) return note.text;
  return note.when === undefined ? note.command : `${note.command}   (${note.when})`;
};
