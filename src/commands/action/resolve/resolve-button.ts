import { Failure } from "../../../failures/failure.js";
import { BUTTONS, type Button } from "../../../model/action.js";
import { buttonsLabelled } from "../../../model/buttons.js";
import { closest, didYouMean } from "../../../model/did-you-mean.js";
import type { ButtonSelector, Message, MessageButton } from "../../../model/message.js";

/**
 * The button that a type or a label of this message names.
 * @throws Failure E_ENUM for a label that no button has, E_AMBIGUOUS for one that both have
 */
export const resolveButton = (selector: ButtonSelector, { buttons }: Pick<Message, "buttons">): Button => {
  if ("type" in selector) return selector.type;
  const { label } = selector;
  const labelled = buttonsLabelled(buttons, label);
  const types = BUTTONS.filter((type) => labelled.some((button) => button.type === type));
  const [type, other] = types;
  if (type === undefined) throw unknownLabel(label, buttons);
  if (other === undefined) return type;
  throw new Failure("E_AMBIGUOUS", `both buttons are labeled "${label}"`, {
    hint: ["Nothing was changed."],
    alternatives: types.map((each) => ({ replaces: label, words: [each] })),
  });
};

const unknownLabel = (label: string, buttons: readonly MessageButton[]): Failure => {
  const meant = closest(
    label,
    buttons.flatMap((button) => [button.label, button.type]),
  );
  const labels = buttons.map((button) => `"${button.label}" (${button.type})`);
  return new Failure("E_ENUM", `the message has no button "${label}"${didYouMean(meant)}`, {
    hint: [
      labels.length === 0 ? "It has no buttons." : `Its buttons: ${labels.join(", ")}.`,
      "Nothing was changed.",
    ],
    correction: meant === undefined ? undefined : { wrong: label, right: meant },
  });
};
