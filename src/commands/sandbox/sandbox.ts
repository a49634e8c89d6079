import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, group } from "../../options/command-spec.js";
import { clickCommand } from "./click.js";
import { demoCommand } from "./demo.js";
import { faultCommand } from "./fault.js";
import { seedCommand } from "./seed.js";
import { startCommand } from "./start.js";
import { stopCommand } from "./stop.js";

export const sandboxGroup = (invoke: Invoke): CommandSpec =>
  group(new Command("sandbox").description("A local stand-in for the Novu API, to try and to test with"), [
    startCommand(invoke),
    stopCommand(invoke),
    seedCommand(invoke),
    clickCommand(invoke),
    faultCommand(invoke),
    demoCommand(invoke),
  ]);
