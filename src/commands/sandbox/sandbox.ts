import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, group } from "../../options/command-spec.js";
import { sandboxClickCommand } from "./click.js";
import { sandboxDemoCommand } from "./demo.js";
import { sandboxFaultCommand } from "./fault.js";
import { sandboxSeedCommand } from "./seed.js";
import { sandboxStartCommand } from "./start.js";
import { sandboxStopCommand } from "./stop.js";

export const sandboxGroup = (invoke: Invoke): CommandSpec =>
  group(new Command("sandbox").description("A local stand-in for the Novu API, to try and to test with"), [
    sandboxStartCommand(invoke),
    sandboxStopCommand(invoke),
    sandboxSeedCommand(invoke),
    sandboxClickCommand(invoke),
    sandboxFaultCommand(invoke),
    sandboxDemoCommand(invoke),
  ]);
