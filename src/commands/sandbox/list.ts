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
      prints: `A line per sandbox: URL, server version, process ID, when it was started, and whether it runs
in the background. Sandboxes of other users are not listed.`,
      exits: ["config"],
    },
  );
