import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, group } from "../../options/command-spec.js";
import { subscriberListCommand } from "./list.js";
import { subscriberShowCommand } from "./show.js";

export const subscriberGroup = (invoke: Invoke): CommandSpec =>
  group(new Command("subscriber").description("Find subscribers"), [
    subscriberListCommand(invoke),
    subscriberShowCommand(invoke),
  ]);
