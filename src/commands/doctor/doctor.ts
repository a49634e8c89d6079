import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { duration } from "../../options/arguments.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";

const LIMIT_MS = 5_000;

export const doctorCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("doctor")
      .description("Diagnose your setup, network, key and server (only reads)")
      .option("--check-timeout <duration>", "timeout for one check (default: 5s)", duration)
      .action(({ checkTimeout }) =>
        invoke(() => import("./doctor.run.js"), { limitMs: checkTimeout ?? LIMIT_MS }),
      ),
    {
      effect: "reads",
      examples: [
        "novu-msg doctor",
        "novu-msg doctor --profile prod",
        "novu-msg doctor --query \"checks[?state=='fail'].finding\"",
      ],
      prints: [
        "What needs attention, and how many checks are fine; -v shows all. In a pipe, one line per check.",
        "Exit 0 means that nothing failed. Otherwise it is the code of the first failed check, in the order setup,",
        "network, key, server, since later checks usually fail because of earlier ones.",
      ].join("\n"),
      exits: ["config", "auth", "rejected", "network", "busy", "contract", "interrupted"],
    },
  );
