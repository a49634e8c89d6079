import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { messageId } from "../../options/arguments.js";
import { type CommandSpec, leaf, requestExits } from "../../options/command-spec.js";
import { messagesOption, messagesPositional } from "../../options/message-selector-options.js";
import { REQUIRED, requireAll } from "../../options/positionals.js";

export const messageDeleteCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("delete")
      .description("Delete messages permanently (asks first)")
      .addArgument(messagesPositional())
      .addOption(messagesOption())
      .action((texts, { message = [] }) => {
        const ids = [...new Set([...message, ...texts.map(messageId)])];
        return invoke(
          () => import("./delete.run.js"),
          requireAll({ messageIds: ids.length === 0 ? undefined : ids }, { messageIds: REQUIRED.messages }),
        );
      }),
    {
      operands: "<messageId…>",
      effect: "writes",
      examples: [
        "novu-msg message delete 65f0c1a9b2d4e6f8a0b1c2d3",
        "novu-msg message delete 65f0c1a9b2d4e6f8a0b1c2d3 65f0c1a9b2d4e6f8a0b1c2d4 --yes",
      ],
      prints: `One line per message: ID, deleted or the error code, and the reason.
All messages are tried; the first failure decides the exit code.`,
      exits: requestExits(),
    },
  );
