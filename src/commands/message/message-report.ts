import type { FailureCode } from "../../failures/failure-codes.js";
import type { Cell, Table } from "../../output/view.js";
import { textOrNone } from "../../views/cells.js";
import type { DeletedDocument } from "./message.schema.js";

/** What happened to one message of several. */
export interface MessageReport {
  readonly messageId: string;
  readonly problem: { readonly code: FailureCode; readonly message: string } | undefined;
}

export const reportDocument = ({ messageId, problem }: MessageReport): DeletedDocument => ({
  messageId,
  ok: problem === undefined,
  code: problem?.code ?? null,
  message: problem?.message ?? null,
});

/** A row per message: its ID, what was done or the error code, and the reason. */
export const reportTable = (reports: readonly MessageReport[], done: string): Table => ({
  columns: [
    { title: "MESSAGE", isId: true },
    { title: "STATE" },
    { title: "WHY", optional: true, isCutLast: true },
  ],
  rows: reports.map(({ messageId, problem }) => [
    { text: messageId },
    stateCell(problem?.code, done),
    textOrNone(problem?.message),
  ]),
});

const stateCell = (code: string | undefined, done: string): Cell =>
  code === undefined ? { text: done } : { text: code, tone: "error" };
