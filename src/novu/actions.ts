import { Failure } from "../failures/failure.js";
import type { HttpRequest } from "../http/http.js";
import { path } from "../http/path.js";
import type { ActionRequest } from "../model/action.js";
import { isJsonObject } from "../model/json.js";
import { type MessageDocument, readMessage } from "../model/message.js";
import { readNotification } from "../model/notification.js";
import { dataOf } from "./envelope.js";
import type { NovuCall } from "./novu-call.js";

/**
 * The request that sets a button: v1 POST or v2 PATCH
 * (docs/novu-api.md, "The action route (v1)" and "v2 notifications").
 */
export const actionRequest = (action: ActionRequest, idempotencyKey: string): HttpRequest => {
  const { subscriberId, messageId, button, status, payload } = action;
  const headers = { "idempotency-key": idempotencyKey };
  if (action.api === "v2") {
    const verb = status === "done" ? "complete" : "revert";
    return {
      method: "PATCH",
      path: path`/v2/subscribers/${subscriberId}/notifications/${messageId}/actions/${button}/${verb}`,
      headers,
    };
  }
  return {
    method: "POST",
    path: path`/v1/subscribers/${subscriberId}/messages/${messageId}/actions/${button}`,
    headers,
    body: { status, ...(payload === undefined ? {} : { payload }) },
  };
};

/**
 * Sends the write once per try and returns the message in the response, without comparing it with the request.
 * @param newIdempotencyKey see `HttpRequest`
 * @throws Failure
 */
export const setAction = async (
  call: NovuCall,
  action: ActionRequest,
  idempotencyKey: string,
  newIdempotencyKey?: () => string,
): Promise<MessageDocument> => {
  const request = actionRequest(action, idempotencyKey);
  const body = await call(
    newIdempotencyKey === undefined ? request : { ...request, newIdempotencyKey },
    action,
  );
  const document = dataOf(body);
  if (!isJsonObject(document)) {
    throw new Failure("E_ANSWER", "Novu accepted the change, but its response isn't a message", {
      sent: "yes",
      details: { answer: document },
    });
  }
  return { document, message: action.api === "v2" ? readNotification(document) : readMessage(document) };
};
