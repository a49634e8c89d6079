import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { Failure } from "../../failures/failure.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { profilePositional } from "../../options/profile-name.js";

export const profileVerifyCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("verify")
      .description("Check with Novu that a profile's key still works")
      .addArgument(profilePositional("[name]", "profile name (default: the active one)"))
      .option("--all", "verify every profile")
      .action((name, { all }) => {
        if (name !== undefined && all) {
          throw new Failure("E_CONFLICT", "use a profile name or --all, not both", {
            hint: ["Nothing was sent."],
          });
        }
        return invoke(() => import("./verify.run.js"), { name, all: all === true });
      }),
    {
      effect: "reads",
      examples: ["novu-msg profile verify", "novu-msg profile verify --all"],
      prints: "One line per profile: name, ok or the error code, environment, time in ms.",
      exits: ["config", "auth", "rejected", "network", "busy", "contract", "interrupted"],
    },
  );
