import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { ACTION_OUTPUTS } from "../../model/action-outputs.js";
import { type CommandSpec, leaf, requestExits } from "../../options/command-spec.js";
import { githubOutputsHelp, withGithub } from "../../options/github-option.js";
import {
  messageTexts,
  requireMessage,
  SELECTOR_CONFLICTS,
  withMessageSelector,
} from "../../options/message-selector-options.js";

export const getCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    withGithub(withMessageSelector(new Command("get")))
      .description("Show the buttons of a message, the result and its payload")
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
      prints: `The message as the API lists it, found among the subscriber's messages.
In a pipe: a line per button, tab-separated: button, label, state, result, result text.
${githubOutputsHelp(ACTION_OUTPUTS)}`,
      exits: requestExits(),
    },
  );
