import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { subscriberId } from "../../options/arguments.js";
import { type CommandSpec, leaf, requestExits } from "../../options/command-spec.js";
import { subscriberOption, subscriberPositional } from "../../options/message-selector-options.js";
import { fillPositionals, parseIfGiven, REQUIRED, requireAll } from "../../options/positionals.js";

export const subscriberShowCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("show")
      .description("Show one subscriber (channel credentials are hidden)")
      .addArgument(subscriberPositional("subscriber ID"))
      .addOption(subscriberOption())
      .action((word, { subscriber }) => {
        const { subscriberId: text } = fillPositionals({ subscriberId: subscriber }, [word]);
        return invoke(
          () => import("./show.run.js"),
          requireAll(
            { subscriberId: parseIfGiven(text, subscriberId) },
            { subscriberId: REQUIRED.subscriber },
          ),
        );
      }),
    {
      operands: "<subscriberId>",
      effect: "reads",
      examples: ["novu-msg subscriber show alice", "novu-msg subscriber show alice --query email"],
      prints: `The subscriber, with channel credentials replaced by ***.
In a pipe, one field per line, name and value separated by a tab.`,
      exits: requestExits(),
    },
  );
