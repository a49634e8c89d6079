import type { Context } from "../../../context/context.js";
import { Failure } from "../../../failures/failure.js";
import { BUTTONS, type Button } from "../../../model/action.js";
import { buttonsLabelled } from "../../../model/buttons.js";
import { closest, didYouMean } from "../../../model/did-you-mean.js";
import type { ButtonSelector } from "../../../model/message.js";
import type { MessageDocument } from "../../../novu/actions.js";
import type { MessageReader } from "../../../novu/messages.js";
import { resolveWithProgress } from "../resolve/resolve-message.js";
import type { SetActionInput } from "./set.js";

/** One button of one message. */
export interface ResolvedButton {
  readonly subscriberId: string;
  readonly messageId: string;
  readonly button: Button;
  /** The message, if it was read to find the button. */
  readonly found?: MessageDocument;
}

type ButtonInput = Pick<SetActionInput, "selector" | "button">;

/** The button that the ids and the button type on the command line name; undefined if messages have to be read. */
export const namedButton = ({ selector, button }: ButtonInput): ResolvedButton | undefined => {
  if (selector.by !== "id" || !("type" in button)) return undefined;
  const { subscriberId, messageId } = selector;
  return { subscriberId, messageId, button: button.type };
};

/** Reads the message to find the button. @throws Failure of resolveMessage, E_ENUM, E_AMBIGUOUS */
export const findButton = async (
  { output }: Pick<Context, "output">,
  reader: MessageReader,
  { selector, button }: ButtonInput,
): Promise<ResolvedButton> => {
  const { found, subscriberId, messageId } = await resolveWithProgress(
    { output },
    reader,
    selector,
    "with buttons",
  );
  return { found, subscriberId, messageId, button: buttonOf(button, found) };
};

/** @throws Failure E_ENUM for a label that no button has, E_AMBIGUOUS for one that both have */
const buttonOf = (selector: ButtonSelector, { message }: MessageDocument): Button => {
  if ("type" in selector) return selector.type;
  const { label } = selector;
  const labelled = buttonsLabelled(message.buttons, label);
  const types = BUTTONS.filter((type) => labelled.some((button) => button.type === type));
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
