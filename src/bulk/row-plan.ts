import type { ActionRequest } from "../model/action-request.js";
import type { ActionSlot } from "../model/message.js";
import type { RowPlace } from "./bulk-row.js";

/** What one row would do, before anything is written. */
export type RowPlan =
  | ({
      /** `unread`: what is there now was not looked at. */
      readonly kind: "change" | "unread";
      readonly action: ActionRequest;
      /** Undefined where it was not looked at. */
      readonly before?: ActionSlot;
      readonly after?: ActionSlot;
      /** Something to know, such as a button that the message does not have. */
      readonly remark?: string;
    } & RowPlace)
  | ({
      /** Another answer stands, and would be left alone. */
      readonly kind: "kept";
      readonly action: ActionRequest;
      readonly before: ActionSlot;
      readonly why: string;
    } & RowPlace)
  | ({ readonly kind: "missing"; readonly action: ActionRequest; readonly why: string } & RowPlace)
  | ({ readonly kind: "bad"; readonly why: string } & RowPlace);

export interface PlanCounts {
  readonly rows: number;
  readonly change: number;
  readonly unchanged: number;
  readonly kept: number;
  readonly missing: number;
  readonly bad: number;
}
