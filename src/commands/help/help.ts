import { Command } from "@commander-js/extra-typings";
import { collect } from "../../cli/arguments.js";
import { type CommandSpec, leaf } from "../../cli/command-spec.js";
import { mark, wordArgument } from "../../cli/marks.js";
import type { Invoke } from "../../context/command-module.js";
import { HELP_TOPICS } from "./help-topics.js";

export interface HelpInput {
  /** A topic, or the words of a command. */
  readonly words: readonly string[];
}

/** Words of any command, and topics. */
const everyWord = collect(String);

export const helpCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("help")
      .description("Explain a command or a topic")
      .addArgument(
        mark(wordArgument("[words...]", "a topic, or a command such as action set", HELP_TOPICS, everyWord), {
          about: "command",
        }),
      )
      .action((words) => invoke(() => import("./help.run.js"), { words })),
    {
      effect: "local",
      examples: ["novu-msg help exit-codes", "novu-msg help action set"],
      prints: "The text.",
      fields: ["topic", "text"],
    },
  );
