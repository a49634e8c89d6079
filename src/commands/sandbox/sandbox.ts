import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, group, leaf } from "../../options/command-spec.js";
import { clickCommand } from "./click.js";
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

const demoCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("demo")
      .description("Show the main job on a sandbox of its own; nothing is left behind")
      .action(() => invoke(() => import("./demo.run.js"), {})),
    {
      effect: "local",
      examples: ["novu-msg sandbox demo"],
      prints: "Each command line and its real output.",
      fields: ["steps"],
    },
  );
