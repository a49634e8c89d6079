import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, group } from "../../options/command-spec.js";
import { listCommand } from "./list.js";
import { showCommand } from "./show.js";

export const subscriberGroup = (invoke: Invoke): CommandSpec =>
  group(new Command("subscriber").description("Find subscribers"), [
    listCommand(invoke),
    showCommand(invoke),
  ]);
