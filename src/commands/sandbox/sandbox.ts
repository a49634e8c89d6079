import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, group } from "../../options/command-spec.js";
import { sandboxDemoCommand } from "./demo.js";
import { sandboxEnvCommand } from "./env.js";
import { sandboxFaultCommand } from "./fault.js";
import { sandboxListCommand } from "./list.js";
import { sandboxPressCommand } from "./press.js";
import { sandboxSeedCommand } from "./seed.js";
import { sandboxStartCommand } from "./start.js";
import { sandboxStopCommand } from "./stop.js";

export const sandboxGroup = (invoke: Invoke): CommandSpec =>
  group(new Command("sandbox").description("A local stand-in for the Novu API, for trying and testing"), [
    sandboxStartCommand(invoke),
    sandboxStopCommand(invoke),
    sandboxListCommand(invoke),
    sandboxEnvCommand(invoke),
    sandboxSeedCommand(invoke),
    sandboxPressCommand(invoke),
    sandboxFaultCommand(invoke),
    sandboxDemoCommand(invoke),
  ]);
