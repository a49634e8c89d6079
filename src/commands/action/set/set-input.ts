import type { ActionStatus, ApiVersion, PrintForm } from "../../../model/action.js";
import type { ButtonSelector, MessageSelector } from "../../../model/message.js";
import type { Assignment } from "../../../model/payload.js";
import type { WriteGuards } from "../../../model/write-guards.js";

/** What happens to the stored payload: omitted keeps, given replaces, `{}` clears (docs/novu-api.md, "Payload"). */
export type PayloadChange =
  | { readonly mode: "keep" }
  | { readonly mode: "clear" }
  | {
      readonly mode: "replace" | "merge";
      /** JSON text, `@file`, or `-` for stdin. */
      readonly source: string | undefined;
      readonly assignments: readonly Assignment[];
    };

export interface SetActionInput {
  readonly selector: MessageSelector;
  readonly button: ButtonSelector;
  readonly status: ActionStatus;
  readonly payload: PayloadChange;
  readonly api: ApiVersion;
  readonly guards: WriteGuards;
  readonly idempotencyKey: string | undefined;
  /** Show the request instead of sending it. */
  readonly preview: PrintForm | undefined;
}
