import { Command } from "@commander-js/extra-typings";
import { type CommandSpec, leaf } from "../cli/command-spec.js";
import type { Invoke } from "../context/command-module.js";

const CATALOG_FIELDS = ["schema", "commands", "exitCodes", "failures", "variables", "globalOptions"] as const;

export const commandsCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("commands")
      .description("List every command; with --json all flags, exit codes and variables")
      .action(() => invoke(() => import("./commands.run.js"), {})),
    {
      examples: ["novu-msg commands", "novu-msg commands --json"],
      prints: "A line per command: its name and what it does. With --json the whole tree.",
      fields: CATALOG_FIELDS,
    },
  );
