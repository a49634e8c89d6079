import type { Failure } from "../failure/failure.js";
import { FAILURE_CODES } from "../failure/failure-codes.js";
import { sanitize, sanitizeLine } from "../output/sanitize.js";
import type { Style } from "../output/style.js";

/** A command to run next, ready to paste. */
export interface ShownStep {
  readonly command: string;
  readonly when?: string;
}

/** A failure for a person: what, why, what was or was not done, and the next command. */
export const failureText = (failure: Failure, next: readonly ShownStep[], style: Style): string => {
  const label = `[${failure.code} · exit ${failure.exitCode}]`;
  const lines = [
    `${style("error:", "bad")} ${sanitizeLine(failure.message)}   ${style(label, "muted")}`,
    ...(failure.facts.hint ?? []).flatMap((line) => sanitize(line).split("\n")).map((line) => `  ${line}`),
    ...next.map(({ command, when }, index) => {
      const lead = index === 0 ? "  try:" : "   or:";
      return `${style(lead, "strong")} ${sanitizeLine(command)}${when === undefined ? "" : `   (${when})`}`;
    }),
  ];
  return lines.join("\n");
};

/** The same for a program; the shape is a promise (schema 1). */
export const failureDocument = (failure: Failure, next: readonly ShownStep[]): object => ({
  schema: 1,
  error: {
    code: failure.code,
    exit: failure.exitCode,
    kind: FAILURE_CODES[failure.code].exit,
    message: failure.message,
    hint: (failure.facts.hint ?? []).join("\n"),
    next,
    sent: failure.sent,
    ...(failure.facts.http === undefined ? {} : { http: failure.facts.http }),
    details: failure.facts.details ?? {},
  },
});
