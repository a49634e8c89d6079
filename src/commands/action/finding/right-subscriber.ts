import { Failure } from "../../../failures/failure.js";
import { isMessageId } from "../../../model/message-id.js";
import type { MessagePage } from "../../../novu/message-pages.js";

/**
 * The same failure; where the unknown subscriber turns out to be Novu's own `_id` of somebody whose message
 * is at hand, with the id that is wanted. Novu's dashboard shows both.
 */
export const withRightSubscriber = async (
  error: unknown,
  subscriberId: string,
  lookAgain: () => Promise<MessagePage>,
): Promise<unknown> => {
  if (!(error instanceof Failure) || error.code !== "E_SUBSCRIBER" || !isMessageId(subscriberId))
    return error;
  const page = await lookAgain().catch(() => undefined); // The first failure is the one to tell.
  const own = page?.messages.find(({ document }) => document._subscriberId === subscriberId.toLowerCase());
  const right = own?.message.subscriberId;
  if (right === undefined) return error;
  return new Failure(error.code, `"${subscriberId}" is Novu's own _id of subscriber "${right}"`, {
    ...error.facts,
    hint: ["What is wanted is the subscriberId, which your own system gave. Nothing was changed."],
    correction: { wrong: subscriberId, right },
    next: [],
  });
};
