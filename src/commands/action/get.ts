import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, leaf, requestExits } from "../../options/command-spec.js";
import { withGithub } from "../../options/github-option.js";
import {
  messageTexts,
  requireMessage,
  SELECTOR_CONFLICTS,
  withMessageSelector,
} from "../../options/message-selector-options.js";

export const getCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    withGithub(withMessageSelector(new Command("get")))
      .description("Show a message's buttons and answer")
      .action((subscriber, message, options) => {
        const texts = messageTexts(options, [subscriber, message], {});
        return invoke(() => import("./get.run.js"), requireMessage(options, texts, {}, {}));
      }),
    {
      operands: "<subscriberId> <messageId>",
      effect: "reads",
      conflicts: SELECTOR_CONFLICTS,
      examples: [
        "novu-msg action get alice 65f0c1a9b2d4e6f8a0b1c2d3",
        "novu-msg action get alice 65f0c1a9b2d4e6f8a0b1c2d3 --query cta.action.status",
        "novu-msg action get alice --latest",
        "novu-msg action get --transaction txn_6b03e09d1rjx8pm0wzp2",
      ],
      prints: `A table of the buttons; with --json, the message as Novu returned it.`,
      exits: requestExits(),
    },
  );
