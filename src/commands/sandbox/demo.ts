import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";

export const sandboxDemoCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("demo")
      .description("Show the main job on a temporary sandbox")
      .action(() => invoke(() => import("./demo.run.js"), {})),
    {
      effect: "local",
      examples: ["novu-msg sandbox demo"],
      prints: "Each command and its output.",
    },
  );
