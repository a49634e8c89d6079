import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { exactSeconds } from "../../model/durations.js";
import type { ButtonSelector } from "../../model/message.js";
import type { View } from "../../output/view.js";
import type { PressDocument } from "./sandbox.schema.js";

interface PressInput {
  readonly messageId: string;
  readonly button: ButtonSelector;
  readonly afterMs: number;
}

const run = async (
  { connect }: Pick<Context, "connect">,
  { messageId, button: selector, afterMs }: PressInput,
): Promise<Outcome<PressDocument>> => {
  const { novu } = await connect();
  const word = "type" in selector ? selector.type : selector.label;
  const button = await novu.press({ messageId, button: word, afterMs });
  return { model: { messageId, button, afterMs } };
};

const document = (pressed: PressDocument): PressDocument => pressed;

const view = ({ messageId, button, afterMs }: PressDocument): View => ({
  headline: {
    level: "done",
    text: afterMs === 0 ? `${button} pressed` : `${button} will be pressed in ${exactSeconds(afterMs)}`,
  },
  fields: [
    { label: "message", value: { text: messageId } },
    { label: "button", value: { text: button } },
    { label: "after ms", value: { text: String(afterMs) } },
  ],
});

export const body = { run, document, view };
