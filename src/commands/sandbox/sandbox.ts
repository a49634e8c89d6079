import { Command } from "@commander-js/extra-typings";
import { groupOf } from "../../options/command-spec.js";
import { sandboxDemoCommand } from "./demo.js";
import { sandboxEnvCommand } from "./env.js";
import { sandboxFaultCommand } from "./fault.js";
import { sandboxListCommand } from "./list.js";
import { sandboxPressCommand } from "./press.js";
import { sandboxSeedCommand } from "./seed.js";
import { sandboxStartCommand } from "./start.js";
import { sandboxStopCommand } from "./stop.js";

export const sandboxGroup = groupOf(
  () => new Command("sandbox").description("A local stand-in for the Novu API, for trying and testing"),
  {
    start: sandboxStartCommand,
    stop: sandboxStopCommand,
    list: sandboxListCommand,
    env: sandboxEnvCommand,
    seed: sandboxSeedCommand,
    press: sandboxPressCommand,
    fault: sandboxFaultCommand,
    demo: sandboxDemoCommand,
  },
);
