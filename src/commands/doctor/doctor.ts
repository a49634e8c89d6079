import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { duration } from "../../options/arguments.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";

const LIMIT_MS = 5_000;

export const doctorCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("doctor")
      .description("Check set-up, network, key and server, and say what to do; only reads")
      .option(
        "--check-timeout <duration>",
        "longest time for one check; a key command has its own 30s (default: 5s)",
        duration,
      )
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
        "A line per check: pass, info, skip, warn or fail; the check; what was found; what to do next.",
        "With --json one document: schema, ok, and checks with id, group, state, finding, next, details.",
        "The exit code is 0 when nothing failed; else that of the first failing check, in the order set-up, network,",
        "key, server: what fails later mostly fails because of what failed earlier.",
      ].join("\n"),
      exits: ["config", "auth", "rejected", "network", "busy", "contract", "interrupted"],
    },
  );
