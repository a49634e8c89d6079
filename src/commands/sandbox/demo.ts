import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";

export const sandboxDemoCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("demo")
      .description("Show what novu-msg does, in a temporary sandbox")
      .option("--fast", "don't pause between steps on a terminal")
      .action(({ fast }) => invoke(() => import("./demo.run.js"), { fast: fast === true })),
    {
      effect: "local",
      examples: ["novu-msg sandbox demo"],
      prints: "Each command and its output. On a terminal, with a pause to read each step.",
    },
  );
