import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { exactSeconds } from "../../model/durations.js";
import type { JsonObject } from "../../model/json.js";
import type { ClickRequest } from "../../novu/sandbox-control.js";
import type { View } from "../../output/view.js";

type ClickInput = ClickRequest;

const run = async (
  { connect }: Pick<Context, "connect">,
  input: ClickInput,
): Promise<Outcome<ClickInput>> => {
  const { novu } = await connect();
  await novu.click(input);
  return { model: input };
};

const document = ({ messageId, button, afterMs }: ClickInput): JsonObject => ({
  messageId,
  button,
  afterMs,
});

const view = ({ messageId, button, afterMs }: ClickInput): View => ({
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
