import type { GoodRow, RowAction, RowResult } from "../../../bulk/row.js";
import type { JsonValue } from "../../../model/json.js";
import type { Answer } from "../../../model/message.js";
import { statusOf } from "../../../model/write-guards.js";
import type { Cell, Headline, Table, Tone, View } from "../../../output/view.js";
import { textOrNone } from "../../../views/cells.js";
import type { PlannedRowDocument, RowResultDocument } from "../action.schema.js";

/** The effect that one row would have. */
export type RowPlan =
  | (PlannedRow & {
      readonly kind: "change";
      readonly before: Answer;
      readonly after: Answer;
      /** Such as a button that the message does not have. */
      readonly warning?: string;
    })
  /** Not written, because another answer would be replaced. */
  | (PlannedRow & { readonly kind: "kept"; readonly before: Answer; readonly why: string })
  | (PlannedRow & { readonly kind: "missing"; readonly why: string })
  /** The message was not read. */
  | (PlannedRow & { readonly kind: "unread" })
  | (Omit<PlannedRow, "action"> & { readonly kind: "bad"; readonly why: string });

export type PlannedRow = Pick<GoodRow, "number" | "line" | "action">;

/** A batch of rows, or all of them with the headline. */
export type ApplyPart = {
  readonly headline?: Headline | undefined;
  readonly warnings?: readonly string[] | undefined;
} & (
  | { readonly kind: "results"; readonly rows: readonly RowResult[] }
  | { readonly kind: "plans"; readonly rows: readonly RowPlan[] }
);

export const document = (part: ApplyPart): JsonValue =>
  part.kind === "results" ? part.rows.map(resultDocument) : part.rows.map(planDocument);

export const view = (part: ApplyPart): View => ({
  ...(part.headline === undefined ? {} : { headline: part.headline }),
  table:
    part.kind === "results"
      ? { columns: RESULT_COLUMNS, rows: part.rows.map(resultCells) }
      : { columns: PLAN_COLUMNS, rows: part.rows.map(planCells) },
  ...(part.warnings === undefined ? {} : { warnings: part.warnings }),
});

const resultDocument = ({ row, ...result }: RowResult): RowResultDocument => {
  const action = row.kind === "good" ? row.action : undefined;
  return {
    row: row.number,
    line: row.line,
    result: result.outcome,
    subscriberId: action?.subscriberId ?? null,
    messageId: action?.messageId ?? null,
    type: action?.button ?? result.button ?? null,
    status: action?.status ?? null,
    code: result.code ?? null,
    http: result.http ?? null,
    attempts: result.attempts,
    ms: Math.round(result.ms),
    why: result.message ?? null,
  };
};

const RESULT_COLUMNS: Table["columns"] = [
  { title: "ROW", isId: true },
  { title: "RESULT" },
  { title: "SUBSCRIBER", optional: true, isId: true },
  { title: "MESSAGE", optional: true, isId: true },
  { title: "TYPE", optional: true, isDroppable: true },
  { title: "STATUS", optional: true, isDroppable: true },
  { title: "CODE", optional: true, isDroppable: true },
  { title: "HTTP", optional: true, isDroppable: true },
  { title: "TRIES", isDroppable: true },
  { title: "MS", isDroppable: true },
  { title: "WHY", optional: true, isCutLast: true },
];

const TONES: Readonly<Record<RowResult["outcome"], { readonly tone?: Tone }>> = {
  ok: {},
  unchanged: { tone: "muted" },
  kept: { tone: "muted" },
  failed: { tone: "error" },
  skipped: { tone: "muted" },
  unknown: { tone: "error" },
};

const resultCells = ({ row, button, outcome, code, http, attempts, ms, message }: RowResult): Cell[] => {
  const action = row.kind === "good" ? row.action : undefined;
  return [
    { text: String(row.number) },
    { text: outcome, ...TONES[outcome] },
    textOrNone(action?.subscriberId),
    textOrNone(action?.messageId),
    textOrNone(button ?? (action && buttonText(action))),
    textOrNone(action?.status),
    textOrNone(code),
    http === undefined ? "none" : { text: String(http) },
    { text: String(attempts) },
    { text: String(Math.round(ms)) },
    textOrNone(message === undefined ? undefined : withoutId(message, action?.messageId)),
  ];
};

const buttonText = (action: RowAction): string => action.button ?? action.label;

/** The ID has its own column; repeating it here would take space from the reason. */
const withoutId = (message: string, id: string | undefined): string =>
  id === undefined ? message : message.replace(`message ${id} `, "").replace(`message ${id},`, "it,");

const planDocument = (plan: RowPlan): PlannedRowDocument => {
  if (plan.kind === "bad") return { row: plan.number, line: plan.line, result: plan.kind, why: plan.why };
  if (plan.kind === "unread") return rowDocument(plan, plan.kind);
  if (plan.kind === "missing") return { ...rowDocument(plan, plan.kind), why: plan.why };
  const before = answerDocument(plan.before);
  if (plan.kind === "kept") return { ...rowDocument(plan, plan.kind), before, why: plan.why };
  const { after, warning } = plan;
  return {
    ...rowDocument(plan, plan.kind),
    before,
    after: answerDocument(after),
    ...(warning === undefined ? {} : { why: warning }),
  };
};

const rowDocument = <Result extends string>({ number: row, line, action }: PlannedRow, result: Result) => {
  const { subscriberId, messageId, button: type = null, status, payload } = action;
  return {
    row,
    line,
    result,
    subscriberId,
    messageId,
    type,
    ...(action.button === undefined ? { label: action.label } : {}),
    status,
    ...(payload === undefined ? {} : { payload }),
  };
};

const answerDocument = (answer: Answer) => ({
  status: statusOf(answer),
  type: answer.button ?? null,
  payload: answer.payload ?? null,
});

const PLAN_COLUMNS: Table["columns"] = [
  { title: "ROW", isId: true },
  { title: "RESULT", optional: true },
  { title: "SUBSCRIBER", isId: true },
  { title: "MESSAGE", isId: true },
  { title: "IS" },
  { title: "WOULD BE" },
  { title: "PAYLOAD IS", optional: true, isDroppable: true },
  { title: "PAYLOAD WOULD BE", optional: true, isDroppable: true },
  { title: "WHY", optional: true, isCutLast: true },
];

const planCells = (plan: RowPlan): Cell[] => {
  const number = { text: String(plan.number) };
  if (plan.kind === "bad") {
    const nothing: Cell[] = Array.from({ length: 6 }, () => "none");
    return [number, badCell(plan.kind), ...nothing, { text: plan.why }];
  }
  const { subscriberId, messageId } = plan.action;
  const kind: Cell =
    plan.kind === "missing"
      ? badCell(plan.kind)
      : { text: plan.kind, ...(plan.kind === "kept" ? { tone: "muted" as const } : {}) };
  return [number, kind, { text: subscriberId }, { text: messageId }, ...outcomeCells(plan)];
};

const outcomeCells = (plan: Exclude<RowPlan, { readonly kind: "bad" }>): Cell[] => {
  if (plan.kind === "missing") return ["none", "none", "none", "none", { text: plan.why }];
  if (plan.kind === "kept") {
    const { before, why } = plan;
    return [{ text: answerText(before) }, "none", payloadCell(before.payload), "none", { text: why }];
  }
  if (plan.kind === "unread") {
    const { status, payload } = plan.action;
    const button = buttonText(plan.action);
    return ["none", wouldBeCell({ status, button, payload }), "none", payloadCell(payload), "none"];
  }
  const { before, after, warning } = plan;
  return [
    { text: answerText(before) },
    wouldBeCell(after),
    payloadCell(before.payload),
    payloadCell(after.payload),
    textOrNone(warning),
  ];
};

const wouldBeCell = (answer: Answer): Cell => ({ text: answerText(answer), tone: "strong" });

const badCell = (text: string): Cell => ({ text, tone: "error" });

/** “pending” or “done primary”. The button of a pending answer has no meaning. */
const answerText = (answer: Answer): string =>
  statusOf(answer) === "done" ? `done ${answer.button ?? ""}`.trim() : statusOf(answer);

const payloadCell = (payload: JsonValue | undefined): Cell =>
  payload === undefined || payload === null ? "none" : { json: payload };
