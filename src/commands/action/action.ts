import { Command } from "@commander-js/extra-typings";
import { groupOf } from "../../options/command-spec.js";
import { applyCommand } from "./apply/apply.js";
import { getCommand } from "./get.js";
import { isCommand } from "./is.js";
import { completeCommand, revertCommand, setCommand } from "./set/set.js";
import { waitCommand } from "./wait/wait.js";
import { watchCommand } from "./watch/watch.js";

export const actionGroup = groupOf(
  () => new Command("action").description("Ask a person: set, read and wait on message buttons"),
  {
    set: setCommand,
    complete: completeCommand,
    revert: revertCommand,
    get: getCommand,
    is: isCommand,
    wait: waitCommand,
    watch: watchCommand,
    apply: applyCommand,
  },
);
