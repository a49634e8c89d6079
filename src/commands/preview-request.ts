import type { HttpRequest } from "../http/http.js";
import type { PrintForm } from "../model/action.js";
import { KEY_HEADER, type RequestPreview } from "../views/request-preview-view.js";

/** A request as it would be sent, with the name of a variable in the key's place. */
export const previewRequest = (
  { method, path, headers, body, text = JSON.stringify(body) }: HttpRequest,
  baseUrl: string,
  form: PrintForm,
): RequestPreview => ({
  form,
  method,
  url: baseUrl + path,
  headers: {
    authorization: KEY_HEADER,
    ...(text === undefined ? {} : { "content-type": "application/json" }),
    ...headers,
  },
  body: text,
});
