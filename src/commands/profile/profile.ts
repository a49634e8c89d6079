import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, group, leaf } from "../../options/command-spec.js";
import { addCommand } from "./add.js";
import { PROFILE_FIELDS } from "./profile-fields.js";
import { removeCommand } from "./remove.js";
import { renameCommand } from "./rename.js";
import { showCommand } from "./show.js";
import { useCommand } from "./use.js";
import { verifyCommand } from "./verify.js";

export const profileGroup = (invoke: Invoke): CommandSpec =>
  group(new Command("profile").description("Keep API keys under names, one per Novu environment"), [
    addCommand(invoke),
    listCommand(invoke),
    showCommand(invoke),
    useCommand(invoke),
    renameCommand(invoke),
    removeCommand(invoke),
    verifyCommand(invoke),
  ]);

const listCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("list")
      .description("List the stored profiles")
      .action(() => invoke(() => import("./list.run.js"), {})),
    {
      effect: "local",
      examples: ["novu-msg profile list", "novu-msg profile list --json --fields name,environment.name"],
      prints:
        "A line per profile: active (*), name, environment, address, where the key is kept. Never a key.",
      exits: ["config"],
      fields: PROFILE_FIELDS,
    },
  );
