import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { exactSeconds } from "../../model/durations.js";
import type { View } from "../../output/view.js";
import type { PressDocument } from "./sandbox.schema.js";

type PressInput = PressDocument;

const run = async (
  { connect }: Pick<Context, "connect">,
  input: PressInput,
): Promise<Outcome<PressInput>> => {
  const { novu } = await connect();
  await novu.click(input);
  return { model: input };
};

const document = ({ messageId, button, afterMs }: PressInput): PressDocument => ({
  messageId,
  button,
  afterMs,
});

const view = ({ messageId, button, afterMs }: PressInput): View => ({
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
