import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";

export const sandboxListCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("list")
      .description("List your running sandboxes")
      .action(() => invoke(() => import("./list.run.js"), {})),
    {
      effect: "local",
      examples: ["novu-msg sandbox list", "novu-msg sandbox list --json --query '[].url'"],
      prints: `One line per sandbox: URL, Novu version, process ID, start time, and whether it runs in the background.
Only your own sandboxes are listed.`,
      exits: ["config"],
    },
  );
