import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { REQUIRED, requireAll } from "../../options/positionals.js";
import { profileName } from "../../options/profile-name.js";
import { PROFILE_CONFLICTS, profileInput, withProfileOptions } from "../../options/profile-options.js";

export type { KeyInput, KeyStore, ProfileInput } from "../../options/profile-options.js";

export const profileAddCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    withProfileOptions(
      new Command("add")
        .description("Store an API key under a name, after verifying it")
        .argument("[name]", "profile name"),
    ).action((typed, options, command) => {
      const input = profileInput(options, command.optsWithGlobals());
      const { name } = requireAll({ name: typed }, { name: REQUIRED.newProfile });
      return invoke(() => import("./add.run.js"), { ...input, name: profileName(name) });
    }),
    {
      operands: "<name>",
      effect: "reads",
      conflicts: PROFILE_CONFLICTS,
      examples: [
        "novu-msg profile add prod --region eu",
        "novu-msg profile add prod --region eu --protected",
        "novu-msg profile add prod --region eu --store keychain",
        "novu-msg profile add agent --key-env NOVU_AGENT_KEY --no-verify --allow ask",
        "novu-msg profile add ci --key-env NOVU_CI_KEY --no-verify",
        "novu-msg profile add local --api-url http://localhost:3000 --key-stdin < key.txt",
        "novu-msg profile add prod --key-command 'op read op://work/novu/key'",
      ],
      prints: "The new profile. Keys are never printed.",
      exits: ["config", "auth", "rejected", "network", "busy", "contract", "interrupted"],
    },
  );
