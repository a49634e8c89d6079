import { Command } from "@commander-js/extra-typings";
import { type CommandSpec, leaf } from "../../cli/command-spec.js";
import type { Invoke } from "../../context/command-module.js";
import { HELP_TOPICS } from "./help-topics.js";

export interface HelpInput {
  /** A topic, or the words of a command. */
  readonly words: readonly string[];
}

export const helpCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("help")
      .description(`Explain a command or a topic: ${HELP_TOPICS.join(", ")}`)
      .argument("[words...]", "a topic, or a command such as action set")
      .action((words) => invoke(() => import("./help.run.js"), { words })),
    {
      examples: ["novu-msg help exit-codes", "novu-msg help action set"],
      prints: "The text.",
      fields: ["topic", "text"],
    },
  );
