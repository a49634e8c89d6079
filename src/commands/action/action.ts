import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, group } from "../../options/command-spec.js";
import { applyCommand } from "./apply/apply.js";
import { getCommand } from "./get.js";
import { isCommand } from "./is.js";
import { setCommands } from "./set/set.js";
import { waitCommand } from "./wait/wait.js";
import { watchCommand } from "./watch/watch.js";

export const actionGroup = (invoke: Invoke): CommandSpec =>
  group(new Command("action").description("Ask a person: set, read and wait on message buttons"), [
    ...setCommands(invoke),
    getCommand(invoke),
    isCommand(invoke),
    waitCommand(invoke),
    watchCommand(invoke),
    applyCommand(invoke),
  ]);
