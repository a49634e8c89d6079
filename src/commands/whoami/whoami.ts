import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";

export const whoamiCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("whoami")
      .description("Show the profile, environment, key source and address, and what each value shadowed")
      .action(() => invoke(() => import("./whoami.run.js"), {})),
    {
      effect: "reads",
      examples: [
        "novu-msg whoami",
        "novu-msg whoami --query environment.name",
        "novu-msg whoami --profile prod",
      ],
      prints: "A line per setting: its name and value. Never the key.",
      exits: ["config", "auth", "rejected", "network", "busy", "contract", "interrupted"],
    },
  );
