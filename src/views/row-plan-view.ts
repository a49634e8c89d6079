import type { PlanCounts, RowPlan } from "../bulk/row-plan.js";
import type { JsonObject, JsonValue } from "../model/json.js";
import type { Answer } from "../model/message.js";
import { numberText } from "../model/number-text.js";
import { statusOf } from "../model/write-guards.js";
import type { Cell, Headline, Table } from "../output/view.js";
import { textOrNone } from "./cells.js";
import { counted } from "./counted.js";
import { type Location, locationText } from "./location-text.js";

export const rowPlanDocument = (plan: RowPlan): JsonObject => {
  const { number: row, line, kind: result } = plan;
  if (plan.kind === "bad") return { row, line, result, why: plan.why };
  const { subscriberId, messageId, button: type, status, payload } = plan.action;
  return {
    row,
    line,
    result,
    subscriberId,
    messageId,
    type,
    status,
    ...(payload === undefined ? {} : { payload }),
    ...(plan.kind === "kept" ? { before: answerDocument(plan.before) } : {}),
    ...(plan.kind === "missing" || plan.kind === "kept" ? { why: plan.why } : changeDocument(plan)),
  };
};

const changeDocument = ({ before, after, warning }: RowPlan & { kind: "change" | "unread" }): JsonObject => ({
  ...(before === undefined ? {} : { before: answerDocument(before) }),
  ...(after === undefined ? {} : { after: answerDocument(after) }),
  ...(warning === undefined ? {} : { why: warning }),
});

const answerDocument = (answer: Answer): JsonObject => ({
  status: statusOf(answer),
  type: answer.button ?? null,
  payload: answer.payload ?? null,
});

const COLUMNS: Table["columns"] = [
  { title: "ROW" },
  { title: "RESULT", optional: true },
  { title: "SUBSCRIBER" },
  { title: "MESSAGE" },
  { title: "IS" },
  { title: "WOULD BE" },
  { title: "PAYLOAD IS", optional: true, shrinks: true },
  { title: "PAYLOAD WOULD BE", optional: true },
  { title: "WHY", optional: true },
];

/** A line for each row that would change something, or cannot. */
export const rowPlanTable = (plans: readonly RowPlan[]): Table => ({
  columns: COLUMNS,
  rows: plans.map((plan) => [{ text: String(plan.number) }, ...cellsOf(plan)]),
});

const cellsOf = (plan: RowPlan): Cell[] => {
  if (plan.kind === "bad") {
    return [bad(plan.kind), "none", "none", "none", "none", "none", "none", { text: plan.why }];
  }
  const { subscriberId, messageId } = plan.action;
  const who: Cell[] = [{ text: subscriberId }, { text: messageId }];
  if (plan.kind === "missing") {
    return [bad(plan.kind), ...who, "none", "none", "none", "none", { text: plan.why }];
  }
  if (plan.kind === "kept") {
    const { before, why } = plan;
    const was: Cell[] = [{ text: answerText(before) }, "none", payloadCell(before.payload), "none"];
    return [{ text: plan.kind, tone: "muted" }, ...who, ...was, { text: why }];
  }
  const { before, after, action, warning } = plan;
  const wish = after ?? { status: action.status, button: action.button, payload: action.payload };
  return [
    plan.kind === "change" ? { text: "change" } : { text: "unread" },
    ...who,
    before === undefined ? "none" : { text: answerText(before) },
    { text: answerText(wish), tone: "strong" },
    payloadCell(before?.payload),
    payloadCell(wish.payload),
    textOrNone(warning),
  ];
};

const bad = (text: string): Cell => ({ text, tone: "bad" });

/** “pending”, or “done primary”; which button a pending slot names cannot be seen. */
const answerText = (answer: Answer): string =>
  statusOf(answer) === "done" ? `done ${answer.button ?? ""}`.trim() : statusOf(answer);

const payloadCell = (payload: JsonValue | undefined): Cell =>
  payload === undefined || payload === null ? "none" : { json: payload };

/** What it comes to, in a line. */
export const planHeadline = (
  { change, unchanged, kept, missing, bad: wrong }: PlanCounts,
  place: Location,
): Headline => ({
  level: missing + wrong > 0 ? "warn" : "info",
  text: [
    change === 0 ? "nothing would change" : `${counted(change, "row")} would change something`,
    ...(unchanged === 0 ? [] : [`${numberText(unchanged)} would not`]),
    ...(kept === 0 ? [] : [`${counted(kept, "row")} kept, since another answer stands`]),
    ...(missing === 0 ? [] : [`${numberText(missing)} not there`]),
    ...(wrong === 0 ? [] : [`${numberText(wrong)} that cannot be sent`]),
  ].join(" · "),
  context: locationText(place),
});
