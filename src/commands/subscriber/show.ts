import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { subscriberId } from "../../options/arguments.js";
import { type CommandSpec, leaf, requestExits } from "../../options/command-spec.js";
import { subscriberOption, subscriberPositional } from "../../options/message-selector-options.js";
import { fillPositionals, parseIfGiven, REQUIRED, requireAll } from "../../options/positionals.js";

export const subscriberShowCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("show")
      .description("Show one subscriber, without the credentials of its channels")
      .addArgument(subscriberPositional("your own id for the subscriber"))
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
      prints: `The subscriber as Novu answers it; the credentials of its channels read ***.
In a pipe: a line per fact, its name and value tab-separated.`,
      exits: requestExits(),
    },
  );
