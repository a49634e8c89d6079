import type { ActionRequest } from "../../domain/action-request.js";
import { actionRequest } from "../../novu/actions.js";
import { idempotencyKeyFor } from "../../novu/novu.js";
import type { RequestPreview } from "../../views/request-preview-view.js";
import type { PrintForm } from "./set-input.js";

/** The request as it would be sent, with the name of a variable in the key's place. */
export const previewAction = (
  asked: ActionRequest,
  baseUrl: string,
  userKey: string | undefined,
  form: PrintForm,
): RequestPreview => {
  const { method, path, headers, body } = actionRequest(asked, idempotencyKeyFor(asked, baseUrl, userKey));
  return {
    form,
    method,
    url: baseUrl + path,
    headers: {
      authorization: "ApiKey $NOVU_SECRET_KEY",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  };
};
