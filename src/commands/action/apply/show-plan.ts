import type { RowPlan } from "../../../bulk/row-plan.js";
import type { InParts } from "../../../context/command-module.js";
import type { Context } from "../../../context/context.js";
import type { ApplyPart } from "../../../views/apply-view.js";
import { planHeadline } from "../../../views/row-plan-view.js";
import type { ApplyInput } from "./apply-input.js";
import { checkFirst } from "./check-rows.js";
import type { BulkInput } from "./open-input.js";
import { planRows } from "./plan-rows.js";

/** What a run would change, found out by reading alone. */
export const showPlan = async (
  context: Pick<Context, "connect" | "output">,
  input: Pick<ApplyInput, "isPrechecked" | "guards">,
  rows: BulkInput,
): Promise<InParts<ApplyPart>> => {
  const { output } = context;
  const { novu, facts } = await context.connect();
  const { open } = await checkFirst(output, input, rows);
  const { batches } = await open();
  const plan = planRows(context, novu, batches, input.guards);
  const headline = () => planHeadline(plan.counts(), facts);

  async function* parts(): AsyncIterable<ApplyPart> {
    for await (const some of plan.plans) yield partOf(some);
  }

  return {
    parts: parts(),
    whole: (list) => ({
      ...partOf(list.flatMap((part) => (part.kind === "plans" ? part.rows : []))),
      ...(output.isForPerson ? { headline: headline() } : {}),
    }),
    epilogue: () => (output.isForPerson ? undefined : { text: headline().text }),
  };
};

const partOf = (rows: readonly RowPlan[]): ApplyPart & { readonly kind: "plans" } => ({
  kind: "plans",
  rows,
});
