import { path } from "../http/path.js";
import { isJsonObject } from "../model/json.js";
import type { Mark } from "../model/mark.js";
import type { MessageDocument } from "./actions.js";
import { unwrap } from "./envelope.js";
import { freshKey } from "./idempotency-key.js";
import { asDocument, notAList } from "./messages.js";
import type { NovuCall } from "./novu-call.js";

/**
 * Marks all of the messages with one request and returns those of the answer. Another subscriber's messages are
 * unchanged in it (2.0) or missing (3.15), without an error (docs/novu-api.md, "Marks and delete").
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
