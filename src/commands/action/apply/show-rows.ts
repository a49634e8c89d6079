import type { CheckedRow } from "../../../bulk/bulk-row.js";
import type { RowPlan } from "../../../bulk/row-plan.js";
import type { InParts } from "../../../context/command-module.js";
import type { Context } from "../../../context/context.js";
import { numberText } from "../../../model/number-text.js";
import type { Headline } from "../../../output/screen.js";
import type { ApplyPart } from "../../../views/apply-view.js";
import { counted } from "../../../views/counted.js";
import type { ApplyInput } from "./apply-input.js";
import { checkFirst } from "./check-rows.js";
import type { BulkInput } from "./open-input.js";
import { badPlan } from "./plan-rows.js";

/** A person sees the first few; a program all. */
const MOST_SHOWN = 20;

/** The rows as they would be sent. Asks Novu nothing, and needs no key. */
export const showRows = async (
  { output }: Pick<Context, "output">,
  input: Pick<ApplyInput, "isPrechecked">,
  rows: BulkInput,
): Promise<InParts<ApplyPart>> => {
  const { open } = await checkFirst(output, input, rows);
  const { batches } = await open();
  const counts = { rows: 0, bad: 0, shown: 0 };

  async function* parts(): AsyncIterable<ApplyPart> {
    for await (const batch of batches) {
      counts.rows += batch.length;
      counts.bad += batch.filter(({ kind }) => kind === "bad").length;
      const room = output.isForPerson ? MOST_SHOWN - counts.shown : batch.length;
      const shown = batch.slice(0, Math.max(0, room));
      counts.shown += shown.length;
      if (shown.length > 0) yield { kind: "plans", rows: shown.map(planOf) };
    }
  }

  const headline = (): Headline => ({
    mark: counts.bad > 0 ? "warn" : "done",
    text: [
      `${counted(counts.rows - counts.bad, "row")} can be sent`,
      ...(counts.bad > 0 ? [`${numberText(counts.bad)} cannot`] : []),
    ].join(" · "),
    aside: "nothing was sent",
  });

  return {
    parts: parts(),
    whole: (list) => ({
      kind: "plans",
      rows: list.flatMap((part) => (part.kind === "plans" ? part.rows : [])),
      ...(output.isForPerson ? { headline: headline(), remarks: moreText(counts) } : {}),
    }),
    epilogue: () => (output.isForPerson ? undefined : { text: headline().text }),
  };
};

const moreText = ({ rows, shown }: { readonly rows: number; readonly shown: number }): string[] =>
  rows > shown ? [`${numberText(rows - shown)} more rows are not shown; a pipe gets all of them`] : [];

const planOf = (row: CheckedRow): RowPlan => {
  if (row.kind === "bad") return badPlan(row);
  const { number, line, action } = row;
  return { kind: "unread", number, line, action };
};
