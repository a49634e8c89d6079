import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { wholeNumber } from "../../options/arguments.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";

export const sandboxStopCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("stop")
      .description("Stop a background sandbox")
      .option("--port <number>", "the sandbox on this port", wholeNumber(1, 65_535))
      .option("--all", "stop all of them")
      .action(({ port, all }) => {
        return invoke(() => import("./stop.run.js"), { port, isAll: all === true });
      }),
    {
      effect: "local",
      conflicts: [["--port", "--all"]],
      examples: ["novu-msg sandbox stop", "novu-msg sandbox stop --port 3000"],
      prints: "One line per stopped sandbox. Finding none is not an error.",
      exits: ["config"],
    },
  );
