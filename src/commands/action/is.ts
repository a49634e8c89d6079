import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { ACTION_CONDITIONS, type ActionCondition } from "../../model/action.js";
import type { ButtonSelector } from "../../model/message.js";
import { type CommandSpec, leaf, requestExits } from "../../options/command-spec.js";
import {
  buttonSelector,
  messageTexts,
  requireMessage,
  SELECTOR_CONFLICTS,
  withMessageSelector,
} from "../../options/message-selector-options.js";
import { wordArgument } from "../../options/option-metadata.js";
import { parseIfGiven, REQUIRED } from "../../options/positionals.js";

/** `done` and `pending` are no buttons, so they are looked for first. @throws Failure E_ENUM */
const conditionOf = (text: string): ActionCondition | ButtonSelector => {
  const word = ACTION_CONDITIONS.find((condition) => condition === text);
  // A label can be as short as “done”, and differ from it in two letters.
  return word ?? buttonSelector(text, { words: ["primary", "secondary", "pending"] });
};

export const isCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    withMessageSelector(new Command("is"))
      .description("Test the answer: exit 0 for yes, 1 for no, 2 or more for an error")
      // Checked later: if the message is given by option, the condition is at another position.
      .addArgument(
        wordArgument("[condition]", "a button, its label, pending or done", ACTION_CONDITIONS, String),
      )
      .action((subscriber, message, condition, options) => {
        const texts = messageTexts(options, [subscriber, message, condition], { condition: undefined });
        const checked = parseIfGiven(texts.condition, conditionOf);
        return invoke(
          () => import("./is.run.js"),
          requireMessage(options, texts, { condition: checked }, { condition: REQUIRED.condition }),
        );
      }),
    {
      operands: `<subscriberId> <messageId> <${ACTION_CONDITIONS.join("|")}>`,
      effect: "reads",
      conflicts: SELECTOR_CONFLICTS,
      examples: [
        "novu-msg action is alice 65f0c1a9b2d4e6f8a0b1c2d3 primary && ./deploy.sh",
        "novu-msg action is alice --latest pending",
        "novu-msg action is --transaction txn_6b03e09d1rjx8pm0wzp2 done || rc=$?",
      ],
      prints: `Nothing. The exit code is the answer; errors go to stderr.
A button or label: that button was pressed and not taken back. done: either was pressed. pending: neither was.`,
      exits: requestExits("no"),
      isSilent: true,
    },
  );
