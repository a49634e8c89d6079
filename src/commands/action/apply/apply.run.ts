import type { CheckedRow } from "../../../bulk/bulk-row.js";
import type { RowPlan } from "../../../bulk/row-plan.js";
import type { InParts } from "../../../context/command-module.js";
import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import type { JsonValue } from "../../../model/json.js";
import { numberText } from "../../../model/number-text.js";
import type { Headline, View } from "../../../output/view.js";
import { type ApplyPart, applyDocument, applyView } from "../../../views/apply-view.js";
import { counted } from "../../../views/counted.js";
import { planHeadline } from "../../../views/row-plan-view.js";
import type { ApplyInput } from "./apply-input.js";
import { checkFirst } from "./check-rows.js";
import { type BulkInput, openInput } from "./open-input.js";
import { badPlan, planRows } from "./plan-rows.js";
import { writeRows } from "./write-rows.js";

/** A person sees the first few; a program all. */
const MOST_SHOWN = 20;

/** The rows as they would be sent. Asks Novu nothing, and needs no key. */
const showRows = async (
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
    level: counts.bad > 0 ? "warn" : "done",
    text: [
      `${counted(counts.rows - counts.bad, "row")} can be sent`,
      ...(counts.bad > 0 ? [`${numberText(counts.bad)} cannot`] : []),
    ].join(" · "),
    context: "nothing was sent",
  });

  return {
    parts: parts(),
    whole: (list) => ({
      kind: "plans",
      rows: list.flatMap((part) => (part.kind === "plans" ? part.rows : [])),
      ...(output.isForPerson ? { headline: headline(), warnings: moreText(counts) } : {}),
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

/** What a run would change, found out by reading alone. */
const showPlan = async (
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

const WAYS = { write: writeRows, plan: showPlan, "dry run": showRows } as const;

/** Many actions from one input: written, or looked at in advance (ADR 0032). */
export const run = async (context: Context, input: ApplyInput): Promise<InParts<ApplyPart>> => {
  if (input.file === undefined && context.isTyped) throw nothingGiven();
  const rows = await openInput(context, input);
  return WAYS[input.mode](context, input, rows);
};

const nothingGiven = (): Failure =>
  new Failure("E_INPUT", "missing: -f <file>, or rows on stdin", {
    hint: ["Rows are CSV, NDJSON or JSON with subscriberId, messageId, type, status and perhaps payload."],
    next: [
      { words: ["novu-msg", "action", "apply", "-f", "rows.csv", "--plan"] },
      { words: ["novu-msg", "help", "bulk"], when: "for what a row can say" },
    ],
  });

export const document = (part: ApplyPart): JsonValue => applyDocument(part);
export const view = (part: ApplyPart): View => applyView(part);
