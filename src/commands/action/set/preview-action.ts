import type { ActionRequest } from "../../../model/action-request.js";
import type { PrintForm } from "../../../model/print-form.js";
import { actionRequest } from "../../../novu/actions.js";
import { idempotencyKeyFor } from "../../../novu/novu.js";
import type { RequestPreview } from "../../../views/request-preview-view.js";
import { previewRequest } from "../../preview-request.js";

/** The request as it would be sent. */
export const previewAction = (
  asked: ActionRequest,
  baseUrl: string,
  userKey: string | undefined,
  form: PrintForm,
): RequestPreview =>
  previewRequest(actionRequest(asked, idempotencyKeyFor(asked, baseUrl, userKey)), baseUrl, form);
