import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, leaf, requestExits } from "../../options/command-spec.js";
import {
  messageTexts,
  requireMessage,
  SELECTOR_CONFLICTS,
  withMessageSelector,
} from "../../options/message-selector-options.js";

export const messageShowCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    withMessageSelector(new Command("show"), "newest message")
      .description("Show one message with its text, buttons and answer")
      .action((subscriber, message, options) => {
        const texts = messageTexts(options, [subscriber, message], {});
        return invoke(() => import("./show.run.js"), requireMessage(options, texts, {}, {}));
      }),
    {
      operands: "<subscriberId> <messageId>",
      effect: "reads",
      conflicts: SELECTOR_CONFLICTS,
      examples: [
        "novu-msg message show alice 65f0c1a9b2d4e6f8a0b1c2d3",
        "novu-msg message show alice --latest",
        "novu-msg message show --transaction txn_6b03e09d1rjx8pm0wzp2 --query payload",
      ],
      prints: "The message. In a pipe, one field per line, name and value separated by a tab.",
      exits: requestExits(),
    },
  );
