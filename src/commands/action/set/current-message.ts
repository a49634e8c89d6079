import type { Connected, Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { demandsCheck } from "../../../model/write-guards.js";
import type { MessageDocument } from "../../../novu/actions.js";
import { beforeWrite, hasNoSuchList } from "../../../novu/messages.js";
import { eventNotMessage, findOrFail } from "../resolve/find-or-fail.js";
import type { ActionTarget } from "./action-target.js";
import type { SetActionInput } from "./set-input.js";

/** The message before the write, or why it could not be read. Neither where nobody asked for it. */
export interface CurrentMessage {
  readonly found?: MessageDocument | undefined;
  /** Completes “written without checking for another answer first: …”. */
  readonly unchecked?: string;
}

/**
 * Reads the message, so that a write replaces no other answer unasked. A server without a list, or a list without the
 * message, is left for the write to explain.
 * @throws Failure of findOrFail where the stored payload is needed; of network, key and server as the write would
 */
export const readCurrentMessage = async (
  { output }: Pick<Context, "output">,
  { novu }: Pick<Connected, "novu">,
  input: SetActionInput,
  { subscriberId, messageId, found }: ActionTarget,
): Promise<CurrentMessage> => {
  if (found !== undefined) return { found };
  if (input.payload.mode === "merge") {
    const label = "reading the stored payload";
    return { found: (await output.during(label, findOrFail(novu, subscriberId, messageId))).found };
  }
  if (!needsRead(input)) return {};
  const search = await output
    .during("reading the message", novu.findMessage(subscriberId, messageId))
    .catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      if (hasNoSuchList(error)) return undefined;
      throw beforeWrite(error);
    });
  if (search === undefined) return { unchecked: "this server has no list of messages" };
  if (search.found !== undefined) return { found: search.found };
  if (search.ofSameEvent !== undefined) throw eventNotMessage(messageId, search.ofSameEvent);
  return { unchecked: `the message is not in the list of subscriber "${subscriberId}"` };
};

/** Whether the write depends on what is stored. A preview is about the request alone, unless a guard was asked for. */
export const needsRead = ({ payload, guards, preview }: SetActionInput): boolean =>
  payload.mode === "merge" || demandsCheck(guards) || (preview === undefined && !guards.overwrite);
