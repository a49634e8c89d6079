import { Argument, Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { collect } from "../../options/arguments.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { withMetadata } from "../../options/option-metadata.js";

const everyWord = collect(String);

export const commandsCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("commands")
      .description("List all commands; --json for scripts and agents")
      .addArgument(
        withMetadata(new Argument("[words...]", "only this command or group").argParser(everyWord), {
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
      prints: `One line per command. With --json, everything: arguments, options, exit codes, environment variables, and JSON
Schemas (2020-12) of the output and of errors.`,
    },
  );
