import { Argument, Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { collect } from "../../options/arguments.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { withMetadata } from "../../options/option-metadata.js";

const everyWord = collect(String);

export const commandsCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("commands")
      .description("List every command; with --json all flags, exit codes, variables and output schemas")
      .addArgument(
        withMetadata(new Argument("[words...]", "only this command, or this group").argParser(everyWord), {
          about: "command",
        }),
      )
      .action((words = []) => invoke(() => import("./commands.run.js"), { words })),
    {
      effect: "local",
      examples: [
        "novu-msg commands",
        "novu-msg commands --json",
        "novu-msg commands action set --query 'commands[0].output.json'",
      ],
      prints: `A line per command: its name and what it does. With --json the whole tree: what can be typed, how each
command can end, and JSON Schemas (2020-12) of what it prints and of the error document.`,
    },
  );
