import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { wholeNumber } from "../../options/arguments.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";

export const sandboxStopCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("stop")
      .description("End a sandbox that runs in the background")
      .option("--port <number>", "the one on this port", wholeNumber(1, 65_535))
      .option("--all", "all of them")
      .action(({ port, all }) => {
        return invoke(() => import("./stop.run.js"), { port, isAll: all === true });
      }),
    {
      effect: "local",
      conflicts: [["--port", "--all"]],
      examples: ["novu-msg sandbox stop", "novu-msg sandbox stop --port 3000"],
      prints: "A line per sandbox that was stopped. None is no failure.",
      exits: ["config"],
    },
  );
