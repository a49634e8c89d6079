import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { collect } from "../../options/arguments.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { withMetadata, wordArgument } from "../../options/option-metadata.js";

/** In the order in which they are listed. */
export const HELP_TOPICS = [
  "environment",
  "exit-codes",
  "options",
  "output",
  "payload",
  "waiting",
  "watching",
  "bulk",
  "security",
] as const;
export type HelpTopic = (typeof HELP_TOPICS)[number];

const everyWord = collect(String);

export const helpCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("help")
      .description("Show help for a command or topic")
      .addArgument(
        withMetadata(
          wordArgument("[words...]", "a topic, or a command such as action set", HELP_TOPICS, everyWord),
          {
            about: "command",
          },
        ),
      )
      .action((words) => invoke(() => import("./help.run.js"), { words })),
    {
      effect: "local",
      examples: ["novu-msg help exit-codes", "novu-msg help action set"],
      prints: "The help text.",
    },
  );
