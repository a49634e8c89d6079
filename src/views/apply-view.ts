import type { RowResult } from "../bulk/bulk-types.js";
import type { RowPlan } from "../bulk/row-plan.js";
import type { JsonValue } from "../model/json.js";
import type { Headline, View } from "../output/view.js";
import { rowPlanDocument, rowPlanTable } from "./row-plan-view.js";
import { rowResultDocument, rowResultTable } from "./row-result-view.js";

/** Some rows of a long list, or all of it with what it came to. */
export type ApplyPart = {
  readonly headline?: Headline | undefined;
  /** What a person should know beside the rows. */
  readonly warnings?: readonly string[];
} & (
  | { readonly kind: "results"; readonly rows: readonly RowResult[] }
  | { readonly kind: "plans"; readonly rows: readonly RowPlan[] }
);

export const applyDocument = (part: ApplyPart): JsonValue =>
  part.kind === "results" ? part.rows.map(rowResultDocument) : part.rows.map(rowPlanDocument);

export const applyView = (part: ApplyPart): View => ({
  ...(part.headline === undefined ? {} : { headline: part.headline }),
  table: part.kind === "results" ? rowResultTable(part.rows) : rowPlanTable(part.rows),
  ...(part.warnings === undefined ? {} : { warnings: part.warnings }),
});
