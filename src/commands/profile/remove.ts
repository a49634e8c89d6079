import { Command } from "@commander-js/extra-typings";
import { type CommandSpec, leaf } from "../../cli/command-spec.js";
import { requireAll } from "../../cli/positionals.js";
import { profilePlace } from "../../cli/profile-place.js";
import { PROFILE } from "../../cli/requirements.js";
import type { Invoke } from "../../context/command-module.js";
import { PROFILE_FIELDS } from "./profile-fields.js";

export interface RemoveProfileInput {
  readonly name: string;
}

export const removeCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("remove")
      .description("Remove a profile and its stored key; asks first")
      .addArgument(profilePlace("[name]", "the profile"))
      .action((name) =>
        invoke(() => import("./remove.run.js"), { name: requireAll({ name }, { name: PROFILE }).name }),
      ),
    {
      operands: "<name>",
      examples: ["novu-msg profile remove old", "novu-msg profile remove old --yes"],
      prints: "The profile that was removed, without its key.",
      exits: ["config", "interrupted"],
      fields: PROFILE_FIELDS,
    },
  );
