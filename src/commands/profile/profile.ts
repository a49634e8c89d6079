import { Command } from "@commander-js/extra-typings";
import { groupOf } from "../../options/command-spec.js";
import { profileAddCommand } from "./add.js";
import { profileListCommand } from "./list.js";
import { profileRemoveCommand } from "./remove.js";
import { profileRenameCommand } from "./rename.js";
import { profileSetCommand } from "./set.js";
import { profileShowCommand } from "./show.js";
import { profileUseCommand } from "./use.js";
import { profileVerifyCommand } from "./verify.js";

export const profileGroup = groupOf(
  () => new Command("profile").description("Store API keys, one profile per Novu environment"),
  {
    add: profileAddCommand,
    set: profileSetCommand,
    list: profileListCommand,
    show: profileShowCommand,
    use: profileUseCommand,
    rename: profileRenameCommand,
    remove: profileRemoveCommand,
    verify: profileVerifyCommand,
  },
);
