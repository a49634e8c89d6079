import { path } from "../http/path.js";
import { isJsonObject } from "../model/json.js";
import type { Mark } from "../model/mark.js";
import type { MessageDocument } from "./actions.js";
import { unwrap } from "./envelope.js";
import { freshKey } from "./idempotency-key.js";
import { asDocument, notAList } from "./messages.js";
import type { NovuCall } from "./novu-call.js";

/**
 * Marks all of the messages with one request and gives those the server answered with: another subscriber's
 * are among them unchanged (2.0) or not at all (3.15), which is no error to it (contract 0.1, 0.2).
 */
export const markMessages = async (
  call: NovuCall,
  subscriberId: string,
  messageIds: readonly string[],
  mark: Mark,
): Promise<readonly MessageDocument[]> => {
  const body = await call(
    {
      method: "POST",
      path: path`/v1/subscribers/${subscriberId}/messages/mark-as`,
      headers: { "idempotency-key": freshKey() },
      renewKey: freshKey,
      body: { messageId: messageIds, markAs: mark },
    },
    { subscriberId },
  );
  const { payload } = unwrap(body);
  if (!Array.isArray(payload)) throw notAList("messages");
  return payload.filter(isJsonObject).map(asDocument);
};
