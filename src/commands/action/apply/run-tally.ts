import type { RowResult, RowWarning } from "../../../bulk/bulk-types.js";
import type { FailureCode } from "../../../failures/failure-codes.js";
import { FAILURE_CODES } from "../../../failures/failure-codes.js";
import { numberText } from "../../../model/number-text.js";

/** What came of the rows so far. */
export interface RunTally {
  readonly ok: number;
  readonly unchanged: number;
  /** Left alone, because another answer stands. */
  readonly kept: number;
  readonly failed: number;
  readonly unknown: number;
  /** Done by an earlier run. */
  readonly earlier: number;
  /** Not begun, because too many had failed. */
  readonly refused: number;
  /** Not begun, because the run was ended. */
  readonly left: number;
  /** Written rows that need a word, by why; see `RowWarning`. */
  readonly warnings: Readonly<Record<RowWarning, number>>;
  /** Failed rows by what kind of failure it was, in the words of the exit codes. */
  readonly causes: ReadonlyMap<string, { readonly rows: number; readonly mostTries: number }>;
}

export interface Tallying {
  readonly add: (results: readonly RowResult[]) => void;
  readonly now: () => RunTally;
}

export const createRunTally = (): Tallying => {
  const counts = { ok: 0, unchanged: 0, kept: 0, failed: 0, unknown: 0, earlier: 0, refused: 0, left: 0 };
  const warnings = { unchecked: 0, payload: 0 };
  const causes = new Map<string, { rows: number; mostTries: number }>();
  const addCause = ({ code, attempts }: RowResult) => {
    const name = causeOf(code);
    const { rows, mostTries } = causes.get(name) ?? { rows: 0, mostTries: 0 };
    causes.set(name, { rows: rows + 1, mostTries: Math.max(mostTries, attempts) });
  };
  return {
    add: (results) => {
      for (const result of results) {
        counts[kindOf(result)] += 1;
        if (result.outcome === "failed") addCause(result);
        for (const warning of result.warnings ?? []) warnings[warning] += 1;
      }
    },
    now: () => ({ ...counts, warnings, causes }),
  };
};

const kindOf = ({ outcome, code }: RowResult): Exclude<keyof RunTally, "causes" | "warnings"> => {
  if (outcome !== "skipped") return outcome;
  if (code === "already-done") return "earlier";
  return code === "too-many-failures" ? "refused" : "left";
};

const causeOf = (code: RowResult["code"]): string => {
  if (code === "E_ROWS") return "not to be sent";
  return code !== undefined && Object.hasOwn(FAILURE_CODES, code)
    ? FAILURE_CODES[code as FailureCode].exit
    : "other";
};

/** Rows that had their turn. */
export const begun = ({ ok, unchanged, kept, failed, unknown }: RunTally): number =>
  ok + unchanged + kept + failed + unknown;

export const allOf = (tally: RunTally): number => begun(tally) + tally.earlier + tally.refused + tally.left;

/** `1195 done · 3 unchanged · 3 kept · 3 failed (2 not-found, 1 busy after 5 tries) · 0 unknown`. */
export const tallyText = (tally: RunTally): string => {
  const { ok, unchanged, kept, failed, unknown, earlier, refused, left } = tally;
  const hasTrouble = failed + unknown > 0;
  return [
    `${numberText(ok)} done`,
    ...(unchanged === 0 ? [] : [`${numberText(unchanged)} unchanged`]),
    ...(kept === 0 ? [] : [`${numberText(kept)} kept`]),
    ...(earlier === 0 ? [] : [`${numberText(earlier)} done earlier`]),
    ...(hasTrouble ? [`${numberText(failed)} failed${causesText(tally)}`] : []),
    ...(hasTrouble ? [`${numberText(unknown)} unknown`] : []),
    ...(refused + left === 0 ? [] : [`${numberText(refused + left)} not begun`]),
  ].join(" · ");
};

const causesText = ({ causes }: RunTally): string => {
  const parts = [...causes].map(
    ([name, { rows, mostTries }]) =>
      `${numberText(rows)} ${name}${mostTries > 1 ? ` after ${mostTries} tries` : ""}`,
  );
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
};
