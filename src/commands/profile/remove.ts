import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { REQUIRED, requireAll } from "../../options/positionals.js";
import { profilePositional } from "../../options/profile-name.js";

export const profileRemoveCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("remove")
      .description("Remove a profile and its stored key (asks first)")
      .addArgument(profilePositional("[name]", "the profile"))
      .option("--keep-key", "leave its key in the system keychain")
      .action((name, options) =>
        invoke(() => import("./remove.run.js"), {
          name: requireAll({ name }, { name: REQUIRED.profile }).name,
          keepKey: options.keepKey === true,
        }),
      ),
    {
      operands: "<name>",
      effect: "local",
      examples: ["novu-msg profile remove old", "novu-msg profile remove old --yes"],
      prints: "The removed profile.",
      exits: ["config", "interrupted"],
    },
  );
