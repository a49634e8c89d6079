import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { REQUIRED, requireAll } from "../../options/positionals.js";
import { profilePositional } from "../../options/profile-name.js";

export const profileUseCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("use")
      .description("Make a profile active")
      .addArgument(profilePositional("[name]", "profile name, or - for the previous one"))
      .action((name) =>
        invoke(() => import("./use.run.js"), {
          name: requireAll({ name }, { name: { ...REQUIRED.profile, usage: "<name|->" } }).name,
        }),
      ),
    {
      operands: "<name|->",
      effect: "local",
      examples: ["novu-msg profile use prod", "novu-msg profile use -"],
      prints: "The active profile.",
      exits: ["config"],
    },
  );
