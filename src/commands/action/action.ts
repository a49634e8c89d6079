import { Command } from "@commander-js/extra-typings";
import { type CommandSpec, group } from "../../cli/command-spec.js";
import type { Invoke } from "../../context/command-module.js";
import { getCommand } from "./get.js";
import { completeCommand, revertCommand, setCommand } from "./set.js";
import { watchCommand } from "./watch.js";

export const actionGroup = (invoke: Invoke): CommandSpec =>
  group(new Command("action").description("Set and read the buttons of a message"), [
    setCommand(invoke),
    completeCommand(invoke),
    revertCommand(invoke),
    getCommand(invoke),
    watchCommand(invoke),
  ]);
