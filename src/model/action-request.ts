import type { ActionStatus, ApiVersion, Button } from "./action.js";
import type { JsonObject } from "./json.js";

/** What was asked of Novu: the one slot of one message, set to this. */
export interface ActionRequest {
  readonly subscriberId: string;
  readonly messageId: string;
  readonly button: Button;
  readonly status: ActionStatus;
  /** Absent keeps the stored payload, `{}` clears it, anything else replaces it (docs/novu-api.md, "Payload"). */
  readonly payload?: JsonObject;
  readonly api: ApiVersion;
}
