import type { ActionRequest } from "../model/action.js";
import type { Answer } from "../model/message.js";
import type { RowPosition } from "./bulk-row.js";

/** What one row would do, before anything is written. */
export type RowPlan =
  | ({
      /** `unread`: what is there now was not looked at. */
      readonly kind: "change" | "unread";
      readonly action: ActionRequest;
      /** Undefined where it was not looked at. */
      readonly before?: Answer;
      readonly after?: Answer;
      /** Something to know, such as a button that the message does not have. */
      readonly warning?: string;
    } & RowPosition)
  | ({
      /** Another answer stands, and would be left alone. */
      readonly kind: "kept";
      readonly action: ActionRequest;
      readonly before: Answer;
      readonly why: string;
    } & RowPosition)
  | ({ readonly kind: "missing"; readonly action: ActionRequest; readonly why: string } & RowPosition)
  | ({ readonly kind: "bad"; readonly why: string } & RowPosition);

export interface PlanCounts {
  readonly rows: number;
  readonly change: number;
  readonly unchanged: number;
  readonly kept: number;
  readonly missing: number;
  readonly bad: number;
}
