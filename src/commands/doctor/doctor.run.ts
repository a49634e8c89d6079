import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { JsonObject } from "../../model/json.js";
import type { Checklist, ChecklistItem, Note, View } from "../../output/view.js";
import { quoteLine } from "../../processes/quote.js";
import { pasteable } from "../../views/pasteable.js";
import type { Advice, CheckState } from "./check.js";
import type { DoctorInput } from "./doctor.js";
import { type DoctorNeeds, examine } from "./examine.js";
import { type Finding, runChecks } from "./run-checks.js";

/** Checks set-up, network, key and server, and reports all of it; the first failing check decides the exit code. */
export const run = async (
  context: DoctorNeeds & Pick<Context, "output">,
  { limitMs }: DoctorInput,
): Promise<Outcome<readonly Finding[]>> => {
  const findings = runChecks(await context.output.during("looking", examine(context, limitMs)));
  const exitCode = findings.find(({ failure }) => failure !== undefined)?.failure?.exitCode;
  return { model: findings, ...(exitCode === undefined ? {} : { exitCode }) };
};

export const document = (findings: readonly Finding[]): JsonObject => ({
  schema: 1,
  ok: findings.every(({ state }) => state !== "fail"),
  checks: findings.map(({ id, group, state, finding, next, details }) => ({
    id,
    group,
    state,
    finding,
    next: next.flatMap(noteOf).map((note) => ("text" in note ? { advice: note.text } : { ...note })),
    details,
  })),
});

export const view = (findings: readonly Finding[]): View => ({
  headline: { level: isAllWell(findings) ? "done" : "warn", text: headline(findings) },
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
  checklists: [...new Set(findings.map(({ group }) => group))].map((group) =>
    checklist(
      group,
      findings.filter((finding) => finding.group === group),
    ),
  ),
});

const isAllWell = (findings: readonly Finding[]): boolean =>
  !findings.some(({ state }) => state === "warn" || state === "fail");

/** Such as `3 warnings, 1 problem`. */
const headline = (findings: readonly Finding[]): string => {
  const count = (state: CheckState, one: string) => {
    const number = findings.filter((finding) => finding.state === state).length;
    return number === 0 ? [] : [`${number} ${number === 1 ? one : `${one}s`}`];
  };
  const found = [...count("warn", "warning"), ...count("fail", "problem")];
  return found.length === 0 ? "nothing amiss" : found.join(", ");
};

const TONES: Readonly<Record<CheckState, ChecklistItem["tone"]>> = {
  pass: "good",
  info: "muted",
  skip: "muted",
  warn: "warn",
  fail: "bad",
};

const checklist = (group: string, findings: readonly Finding[]): Checklist => ({
  title: group.toUpperCase(),
  items: findings.map(({ label, state, finding, next }) => ({
    tone: TONES[state],
    label,
    text: finding,
    notes: next.flatMap(noteOf),
  })),
});

/** Empty for a command that cannot be shown as it is. */
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
