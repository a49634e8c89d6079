import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, group } from "../../options/command-spec.js";
import { messageDeleteCommand } from "./delete.js";
import { messageListCommand } from "./list.js";
import { messageMarkCommand } from "./mark.js";
import { messageShowCommand } from "./show.js";

export const messageGroup = (invoke: Invoke): CommandSpec =>
  group(new Command("message").description("List, show, mark and delete messages"), [
    messageListCommand(invoke),
    messageShowCommand(invoke),
    messageMarkCommand(invoke),
    messageDeleteCommand(invoke),
  ]);
