import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { BUTTONS, type Button } from "../../../model/action.js";
import { buttonsLabelled } from "../../../model/buttons.js";
import { closest, didYouMean } from "../../../model/did-you-mean.js";
import type { ButtonSelector } from "../../../model/message.js";
import type { MessageDocument } from "../../../novu/actions.js";
import type { Novu } from "../../../novu/novu.js";
import { resolveMessage } from "../resolve/resolve-message.js";
import type { SetActionInput } from "./set-input.js";

/** The one button of the one message, and the message where it had to be read to know. */
export interface ActionTarget {
  readonly subscriberId: string;
  readonly messageId: string;
  readonly button: Button;
  readonly found?: MessageDocument;
}

type Asked = Pick<SetActionInput, "selector" | "button">;

/** The target, if the command line names it whole; else only reading can tell. */
export const namedTarget = ({ selector, button }: Asked): ActionTarget | undefined => {
  if (selector.by !== "id" || !("type" in button)) return undefined;
  const { subscriberId, messageId } = selector;
  return { subscriberId, messageId, button: button.type };
};

/** Reads what the command line leaves to be read. @throws Failure of resolveMessage, E_ENUM, E_AMBIGUOUS */
export const findTarget = async (
  { output }: Pick<Context, "output">,
  novu: Pick<Novu, "findMessage" | "messagePages">,
  { selector, button }: Asked,
): Promise<ActionTarget> => {
  const located = await resolveMessage({ output }, novu, selector, "clickable");
  return { ...located, button: buttonOf(button, located.found) };
};

/** @throws Failure E_ENUM for a label that no button has, E_AMBIGUOUS for one that both have */
const buttonOf = (selector: ButtonSelector, { message }: MessageDocument): Button => {
  if ("type" in selector) return selector.type;
  const { label } = selector;
  const fitting = buttonsLabelled(message.buttons, label);
  const types = BUTTONS.filter((type) => fitting.some((button) => button.type === type));
  const [type, other] = types;
  if (type === undefined) throw unknownLabel(label, message.buttons);
  if (other === undefined) return type;
  throw new Failure("E_AMBIGUOUS", `both buttons say "${label}"`, {
    hint: ["Nothing was changed."],
    alternatives: types.map((each) => ({ without: ["--button"], words: ["--button", each] })),
  });
};

const unknownLabel = (label: string, buttons: MessageDocument["message"]["buttons"]): Failure => {
  const meant = closest(
    label,
    buttons.flatMap((button) => [button.label, button.type]),
  );
  const labels = buttons.map((button) => `"${button.label}" (${button.type})`);
  return new Failure("E_ENUM", `the message has no button "${label}"${didYouMean(meant)}`, {
    hint: [
      labels.length === 0 ? "It has no buttons at all." : `Its buttons: ${labels.join(", ")}.`,
      "Nothing was changed.",
    ],
    correction: meant === undefined ? undefined : { wrong: label, right: meant },
  });
};
