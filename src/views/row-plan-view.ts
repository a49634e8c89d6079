import type { PlanCounts, RowPlan } from "../bulk/row-plan.js";
import type { JsonObject, JsonValue } from "../model/json.js";
import type { ActionSlot } from "../model/message.js";
import { numberText } from "../model/number-text.js";
import { statusOf } from "../model/write-guards.js";
import type { Cell, Headline, Table } from "../output/screen.js";
import { counted } from "./counted.js";
import { type Place, placeText } from "./place-text.js";
import { textOrNone } from "./profile-view.js";

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
    ...(plan.kind === "kept" ? { before: slotDocument(plan.before) } : {}),
    ...(plan.kind === "missing" || plan.kind === "kept" ? { why: plan.why } : changeDocument(plan)),
  };
};

const changeDocument = ({ before, after, remark }: RowPlan & { kind: "change" | "unread" }): JsonObject => ({
  ...(before === undefined ? {} : { before: slotDocument(before) }),
  ...(after === undefined ? {} : { after: slotDocument(after) }),
  ...(remark === undefined ? {} : { why: remark }),
});

const slotDocument = (slot: ActionSlot): JsonObject => ({
  status: statusOf(slot),
  type: slot.button ?? null,
  payload: slot.payload ?? null,
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
    const was: Cell[] = [{ text: slotText(before) }, "none", payloadCell(before.payload), "none"];
    return [{ text: plan.kind, tone: "muted" }, ...who, ...was, { text: why }];
  }
  const { before, after, action, remark } = plan;
  const wish = after ?? { status: action.status, button: action.button, payload: action.payload };
  return [
    plan.kind === "change" ? { text: "change" } : { text: "unread" },
    ...who,
    before === undefined ? "none" : { text: slotText(before) },
    { text: slotText(wish), tone: "strong" },
    payloadCell(before?.payload),
    payloadCell(wish.payload),
    textOrNone(remark),
  ];
};

const bad = (text: string): Cell => ({ text, tone: "bad" });

/** “pending”, or “done primary”; which button a pending slot names cannot be seen. */
const slotText = (slot: ActionSlot): string =>
  statusOf(slot) === "done" ? `done ${slot.button ?? ""}`.trim() : statusOf(slot);

const payloadCell = (payload: JsonValue | undefined): Cell =>
  payload === undefined || payload === null ? "none" : { json: payload };

/** What it comes to, in a line. */
export const planHeadline = (
  { change, unchanged, kept, missing, bad: wrong }: PlanCounts,
  place: Place,
): Headline => ({
  mark: missing + wrong > 0 ? "warn" : "info",
  text: [
    change === 0 ? "nothing would change" : `${counted(change, "row")} would change something`,
    ...(unchanged === 0 ? [] : [`${numberText(unchanged)} would not`]),
    ...(kept === 0 ? [] : [`${counted(kept, "row")} kept, since another answer stands`]),
    ...(missing === 0 ? [] : [`${numberText(missing)} not there`]),
    ...(wrong === 0 ? [] : [`${numberText(wrong)} that cannot be sent`]),
  ].join(" · "),
  aside: placeText(place),
});
