import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, group } from "../../options/command-spec.js";
import { profileAddCommand } from "./add.js";
import { profileListCommand } from "./list.js";
import { profileRemoveCommand } from "./remove.js";
import { profileRenameCommand } from "./rename.js";
import { profileSetCommand } from "./set.js";
import { profileShowCommand } from "./show.js";
import { profileUseCommand } from "./use.js";
import { profileVerifyCommand } from "./verify.js";

export const profileGroup = (invoke: Invoke): CommandSpec =>
  group(new Command("profile").description("Store API keys, one profile per Novu environment"), [
    profileAddCommand(invoke),
    profileSetCommand(invoke),
    profileListCommand(invoke),
    profileShowCommand(invoke),
    profileUseCommand(invoke),
    profileRenameCommand(invoke),
    profileRemoveCommand(invoke),
    profileVerifyCommand(invoke),
  ]);
