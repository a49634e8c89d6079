import type { APPLY_OUTPUTS } from "../../../model/output-names.js";
import type { RunFacts } from "./run-end.js";
import { allOf } from "./run-tally.js";

/** What came of the rows, in numbers; and where those that failed are, if there are any. */
export const applyOutputs = ({
  tally,
  input: { failedTo },
}: RunFacts): Readonly<Record<(typeof APPLY_OUTPUTS)[number], string>> => {
  const { ok, unchanged, kept, failed, unknown, earlier, refused, left } = tally;
  return {
    rows: String(allOf(tally)),
    ok: String(ok),
    unchanged: String(unchanged),
    kept: String(kept),
    failed: String(failed),
    skipped: String(earlier + refused + left),
    unknown: String(unknown),
    failed_rows_file: failed + unknown > 0 ? (failedTo ?? "") : "",
  };
};
