import type { Connected, Context } from "../../../context/context.js";
import { hasGuards } from "../../../domain/write-guards.js";
import { Failure } from "../../../failure/failure.js";
import type { MessageDocument } from "../../../novu/actions.js";
import { eventNotMessage, findOrFail } from "../finding/find-or-fail.js";
import type { ActionTarget } from "./action-target.js";
import type { SetActionInput } from "./set-input.js";

/**
 * The message as it is now: needed to merge and for guards, shown to a person, not worth a request to a script.
 * @throws Failure of findOrFail where it is needed
 */
export const lookFirst = async (
  { output }: Pick<Context, "output">,
  { novu }: Pick<Connected, "novu">,
  input: SetActionInput,
  { subscriberId, messageId, found }: ActionTarget,
): Promise<MessageDocument | undefined> => {
  if (found !== undefined) return found;
  if (needsLook(input)) {
    const label = input.payload.mode === "merge" ? "reading the stored payload" : "looking at the message";
    return (await output.during(label, findOrFail(novu, subscriberId, messageId))).found;
  }
  if (!output.isForPerson) return undefined;
  const search = await output
    .during("looking at the message", novu.findMessage(subscriberId, messageId, COURTESY_PAGES))
    .catch(leaveToTheWrite);
  if (search?.found === undefined && search?.ofSameEvent !== undefined) {
    throw eventNotMessage(messageId, search.ofSameEvent);
  }
  return search?.found;
};

/** Whether the write depends on what is stored. */
export const needsLook = ({ payload, guards }: SetActionInput): boolean =>
  payload.mode === "merge" || hasGuards(guards);

const ALSO_FOR_THE_WRITE: ReadonlySet<string> = new Set(["E_INTERRUPTED", "E_UNAUTHORIZED", "E_FORBIDDEN"]);

/** Enough for some twenty thousand messages. */
const COURTESY_PAGES = 20;

/** Looking first is a courtesy: what may not concern the write is left for the write to say. */
const leaveToTheWrite = (error: unknown): undefined => {
  const mayWrite = error instanceof Failure && error.sent !== "no" && !ALSO_FOR_THE_WRITE.has(error.code);
  if (!mayWrite) throw error;
};
