import type { InParts } from "../../../context/command-module.js";
import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import type { JsonValue } from "../../../model/json.js";
import type { Screen } from "../../../output/screen.js";
import { type ApplyPart, applyDocument, applyView } from "../../../views/apply-view.js";
import type { ApplyInput } from "./apply-input.js";
import { openInput } from "./open-input.js";
import { showPlan } from "./show-plan.js";
import { showRows } from "./show-rows.js";
import { writeRows } from "./write-rows.js";

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
export const view = (part: ApplyPart): Screen => applyView(part);
