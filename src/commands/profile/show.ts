import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { profilePositional } from "../../options/profile-name.js";

export const profileShowCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("show")
      .description("Show one profile, without its key")
      .addArgument(profilePositional("[name]", "profile name (default: the active one)"))
      .action((name) => invoke(() => import("./show.run.js"), { name })),
    {
      effect: "local",
      examples: ["novu-msg profile show", "novu-msg profile show prod --query environment.name"],
      prints: "The profile, one field per line. Keys are never printed.",
      exits: ["config"],
    },
  );
