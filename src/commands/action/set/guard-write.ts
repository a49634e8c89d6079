import type { Context } from "../../../context/context.js";
import type { ActionRequest } from "../../../model/action-request.js";
import { demandsCheck, isHeld, refusalsOf } from "../../../model/write-guards.js";
import type { CurrentMessage } from "./current-message.js";
import { guardFailure, uncheckedFailure } from "./guard-failure.js";
import type { SetActionInput } from "./set-input.js";

/**
 * Compares the write with what the message holds, if that was read. Not atomic: Novu has no compare-and-set.
 * @returns `unchanged` where the message holds the answer already, and nothing has to be written
 * @throws Failure E_GUARD
 */
export const guardWrite = async (
  { output, now }: Pick<Context, "output" | "now">,
  { guards, preview }: SetActionInput,
  asked: ActionRequest,
  { found, unchecked }: CurrentMessage,
): Promise<"write" | "unchanged"> => {
  if (unchecked !== undefined && demandsCheck(guards)) throw uncheckedFailure(guards, asked, unchecked);
  if (found === undefined) return "write";
  const { message } = found;
  const [first, ...others] = refusalsOf(guards, asked, message);
  if (first !== undefined) throw guardFailure({ guards, asked, found, now: now() }, [first, ...others]);
  // A repeat would make the answer look younger than it is. v2's answer has a form that no reading gives.
  const isUnchanged = !guards.overwrite && asked.api === "v1" && isHeld(asked, message);
  if (preview !== undefined && demandsCheck(guards)) await output.note(previewNote(guards, isUnchanged));
  return isUnchanged ? "unchanged" : "write";
};

const previewNote = ({ expect, strict }: SetActionInput["guards"], isUnchanged: boolean): string => {
  if (isUnchanged) return "the message already holds this answer: nothing would be written";
  const guards = [...(expect === undefined ? [] : [`--expect ${expect}`]), ...(strict ? ["--strict"] : [])];
  return `${guards.join(" and ")} would let this be written`;
};
