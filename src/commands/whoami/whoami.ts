import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";

export const whoamiCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("whoami")
      .description("Show the profile, environment, key source and URL in use")
      .action(() => invoke(() => import("./whoami.run.js"), {})),
    {
      effect: "reads",
      examples: [
        "novu-msg whoami",
        "novu-msg whoami --query environment.name",
        "novu-msg whoami --profile prod",
      ],
      prints: "The settings in use; -v adds which setting each value overrides. Keys are never printed.",
      exits: ["config", "auth", "rejected", "network", "busy", "contract", "interrupted"],
    },
  );
