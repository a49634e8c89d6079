import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { REQUIRED, requireAll } from "../../options/positionals.js";
import { profileName, profilePositional } from "../../options/profile-name.js";

export const profileRenameCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("rename")
      .description("Rename a profile")
      .addArgument(profilePositional("[from]", "current name"))
      .argument("[to]", "new name")
      .action((from, to) => {
        const given = requireAll(
          { from, to },
          {
            from: { ...REQUIRED.profile, usage: "<from>" },
            to: { ...REQUIRED.newProfile, usage: "<to>" },
          },
        );
        return invoke(() => import("./rename.run.js"), { from: given.from, to: profileName(given.to) });
      }),
    {
      operands: "<from> <to>",
      effect: "local",
      examples: ["novu-msg profile rename prod prod-eu"],
      prints: "The renamed profile.",
      exits: ["config"],
    },
  );
