import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, group } from "../../options/command-spec.js";
import { deleteCommand } from "./delete.js";
import { listCommand } from "./list.js";
import { markCommand } from "./mark.js";
import { showCommand } from "./show.js";

export const messageGroup = (invoke: Invoke): CommandSpec =>
  group(new Command("message").description("Find, show, mark and delete in-app messages"), [
    listCommand(invoke),
    showCommand(invoke),
    markCommand(invoke),
    deleteCommand(invoke),
  ]);
