import { Command } from "@commander-js/extra-typings";
import { messageId, subscriberId } from "../../cli/arguments.js";
import { type CommandSpec, leaf } from "../../cli/command-spec.js";
import { messageOption, messagePlace, subscriberOption, subscriberPlace } from "../../cli/message-places.js";
import { fillSlots, given, requireAll } from "../../cli/positionals.js";
import { MESSAGE, SUBSCRIBER } from "../../cli/requirements.js";
import type { Invoke } from "../../context/command-module.js";
import { MESSAGE_FIELDS } from "../../domain/message-fields.js";

export interface GetActionInput {
  readonly subscriberId: string;
  readonly messageId: string;
}

export const getCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("get")
      .description("Show the buttons of a message, the result and its payload")
      .addArgument(subscriberPlace())
      .addArgument(messagePlace())
      .addOption(subscriberOption())
      .addOption(messageOption())
      .action((subscriber, message, options) => {
        const slots = fillSlots({ subscriberId: options.subscriber, messageId: options.message }, [
          subscriber,
          message,
        ]);
        const required = requireAll(
          {
            subscriberId: given(slots.subscriberId, subscriberId),
            messageId: given(slots.messageId, messageId),
          },
          { subscriberId: SUBSCRIBER, messageId: MESSAGE },
        );
        return invoke(() => import("./get.run.js"), required);
      }),
    {
      operands: "<subscriberId> <messageId>",
      examples: [
        "novu-msg action get alice 65f0c1a9b2d4e6f8a0b1c2d3",
        "novu-msg action get alice 65f0c1a9b2d4e6f8a0b1c2d3 --query cta.action.status",
      ],
      prints: `The message as the API lists it, found among the subscriber's messages.
In a pipe: a line per button, tab-separated: button, label, state, result, result text.`,
      exits: ["config", "auth", "not-found", "rejected", "network", "busy", "contract", "interrupted"],
      fields: MESSAGE_FIELDS,
    },
  );
