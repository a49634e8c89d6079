import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { REQUIRED, requireAll } from "../../options/positionals.js";
import { profilePositional } from "../../options/profile-name.js";
import { PROFILE_CONFLICTS, profileInput, withProfileOptions } from "../../options/profile-options.js";

export const profileSetCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    withProfileOptions(
      new Command("set")
        .description("Change a profile's key, URL or settings")
        .addArgument(profilePositional("[name]", "the profile")),
    ).action((typed, options, command) => {
      const input = profileInput(options, command.optsWithGlobals());
      const { name } = requireAll({ name: typed }, { name: REQUIRED.profile });
      return invoke(() => import("./set.run.js"), { ...input, name });
    }),
    {
      operands: "<name>",
      effect: "reads",
      conflicts: PROFILE_CONFLICTS,
      examples: [
        "novu-msg profile set prod",
        "novu-msg profile set prod --key-stdin < key.txt",
        "novu-msg profile set prod --allow read --protected",
        "novu-msg profile set prod --region us --allow-host api.novu.co --no-verify",
      ],
      prints:
        "The changed profile. A new key or URL is verified with Novu first. Without options, asks for a new key.",
      exits: ["config", "auth", "rejected", "network", "busy", "contract", "interrupted"],
    },
  );
