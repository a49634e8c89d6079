import type { Context } from "../../../context/context.js";
import { undoingWarning } from "../../../domain/action-change.js";
import type { ActionRequest } from "../../../domain/action-request.js";
import { hasGuards, isHeld, refusalsOf, undoesOther } from "../../../domain/write-guards.js";
import type { MessageDocument } from "../../../novu/actions.js";
import { guardFailure } from "./guard-failure.js";
import type { SetActionInput } from "./set-input.js";

/**
 * Holds the write against what the message is now, if that was looked at. Not atomic: Novu has no If-Match.
 * @returns `unchanged` where the wish to overwrite nothing is met by writing nothing
 * @throws Failure E_GUARD
 */
export const guardWrite = async (
  { output, now }: Pick<Context, "output" | "now">,
  { guards, preview }: SetActionInput,
  asked: ActionRequest,
  found: MessageDocument | undefined,
): Promise<"write" | "unchanged"> => {
  if (found === undefined) return "write";
  const { message } = found;
  const [first, ...others] = refusalsOf(guards, asked, message);
  if (first !== undefined) throw guardFailure({ guards, asked, found, now: now() }, [first, ...others]);
  if (undoesOther(asked, message.slot)) await output.warn(undoingWarning(asked, message.slot));
  // A repeat would make the answer look younger than it is. v2's answer has a form that no reading gives.
  const isUnchanged = guards.noOverwrite && asked.api === "v1" && isHeld(asked, message);
  if (preview !== undefined && hasGuards(guards)) await output.note(previewNote(guards, isUnchanged));
  return isUnchanged ? "unchanged" : "write";
};

const previewNote = (
  { expect, noOverwrite, strict }: SetActionInput["guards"],
  isUnchanged: boolean,
): string => {
  if (isUnchanged) return "the message holds that answer already: nothing would be written";
  const guards = [
    ...(expect === undefined ? [] : [`--expect ${expect}`]),
    ...(noOverwrite ? ["--no-overwrite"] : []),
    ...(strict ? ["--strict"] : []),
  ];
  return `${guards.join(" and ")} would let this be written`;
};
