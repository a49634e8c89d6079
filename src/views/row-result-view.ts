import type { RowResult } from "../bulk/bulk-types.js";
import type { JsonObject } from "../model/json.js";
import type { Cell, Table, Tone } from "../output/view.js";
import { textOrNone } from "./cells.js";

/** One result for a program; a row that could not be read names no message. */
export const rowResultDocument = ({ row, ...result }: RowResult): JsonObject => {
  const action = row.kind === "good" ? row.action : undefined;
  return {
    row: row.number,
    line: row.line,
    result: result.outcome,
    subscriberId: action?.subscriberId ?? null,
    messageId: action?.messageId ?? null,
    type: action?.button ?? null,
    status: action?.status ?? null,
    code: result.code ?? null,
    http: result.http ?? null,
    attempts: result.attempts,
    ms: Math.round(result.ms),
    why: result.message ?? null,
  };
};

const COLUMNS: Table["columns"] = [
  { title: "ROW" },
  { title: "RESULT" },
  { title: "SUBSCRIBER", optional: true },
  { title: "MESSAGE", optional: true },
  { title: "TYPE", optional: true, yields: true },
  { title: "STATUS", optional: true, yields: true },
  { title: "CODE", optional: true },
  { title: "HTTP", optional: true, yields: true },
  { title: "TRIES", yields: true },
  { title: "MS", yields: true },
  { title: "WHY", optional: true, shrinks: true },
];

const TONES: Readonly<Record<RowResult["outcome"], Tone>> = {
  ok: "good",
  unchanged: "muted",
  kept: "muted",
  failed: "bad",
  skipped: "muted",
  unknown: "warn",
};

export const rowResultTable = (results: readonly RowResult[]): Table => ({
  columns: COLUMNS,
  rows: results.map(cellsOf),
});

const cellsOf = ({ row, outcome, code, http, attempts, ms, message }: RowResult): Cell[] => {
  const action = row.kind === "good" ? row.action : undefined;
  return [
    { text: String(row.number) },
    { text: outcome, tone: TONES[outcome] },
    textOrNone(action?.subscriberId),
    textOrNone(action?.messageId),
    textOrNone(action?.button),
    textOrNone(action?.status),
    textOrNone(code),
    http === undefined ? "none" : { text: String(http) },
    { text: String(attempts) },
    { text: String(Math.round(ms)) },
    textOrNone(message === undefined ? undefined : withoutId(message, action?.messageId)),
  ];
};

/** The id has a column of its own: repeated here it would take the reason's room. */
const withoutId = (message: string, id: string | undefined): string =>
  id === undefined ? message : message.replace(`message ${id} `, "").replace(`message ${id},`, "it,");
