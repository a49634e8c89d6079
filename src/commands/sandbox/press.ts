import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { duration, messageId } from "../../options/arguments.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import {
  buttonOption,
  buttonPositional,
  buttonSelector,
  messageOption,
  messagePositional,
} from "../../options/message-selector-options.js";
import { fillPositionals, parseIfGiven, REQUIRED, requireAll } from "../../options/positionals.js";

export const sandboxPressCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("press")
      .description("Press a button in a running sandbox, as a person would")
      .addArgument(messagePositional())
      .addArgument(buttonPositional())
      .addOption(messageOption())
      .addOption(buttonOption())
      .option("--after <duration>", "press it after this long; the command returns at once", duration)
      .action((message, which, options) => {
        const positionals = fillPositionals({ messageId: options.message, button: options.button }, [
          message,
          which,
        ]);
        const required = requireAll(
          {
            messageId: parseIfGiven(positionals.messageId, messageId),
            button: parseIfGiven(positionals.button, buttonSelector),
          },
          { messageId: REQUIRED.message, button: REQUIRED.button },
        );
        return invoke(() => import("./press.run.js"), { ...required, afterMs: options.after ?? 0 });
      }),
    {
      operands: "<messageId> <primary|secondary>",
      effect: "local",
      examples: [
        "novu-msg sandbox press 65f0c1a9b2d4e6f8a0b1c2d3 primary",
        "novu-msg sandbox press 65f0c1a9b2d4e6f8a0b1c2d3 Reject --after 5s",
      ],
      prints: "The message, the button and the delay.",
      exits: ["config", "auth", "not-found", "rejected", "network", "contract"],
    },
  );
