import type { Undertaking } from "../http/http.js";
import type { ActionRequest } from "../model/action-request.js";
import type { MessageDocument } from "./actions.js";
import { assertAsAsked } from "./mismatch.js";
import { setActionSurely } from "./set-action-surely.js";
import type { KeyOrigin } from "./verdict.js";
import type { WriteKey } from "./write-key.js";

/** A button that was set, and what that took. */
export interface WrittenAction extends MessageDocument {
  /** Status of the last answer to the write itself. */
  readonly http: number | undefined;
  /** How often the write was sent. */
  readonly attempts: number;
}

/** @throws Failure as `setActionSurely`, and E_MISMATCH */
export const writeAction = async (
  undertaking: Undertaking,
  action: ActionRequest,
  key: WriteKey,
  keyOrigin?: KeyOrigin,
): Promise<WrittenAction> => {
  const { document, message } = await setActionSurely(undertaking, action, key, keyOrigin);
  assertAsAsked(action, message);
  return { document, message, http: undertaking.status(), attempts: undertaking.tried().tries };
};
