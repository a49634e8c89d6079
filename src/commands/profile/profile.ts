import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, group } from "../../options/command-spec.js";
import { addCommand } from "./add.js";
import { listCommand } from "./list.js";
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
