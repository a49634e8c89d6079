import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { Failure } from "../../failures/failure.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { profilePositional } from "../../options/profile-name.js";

export const profileVerifyCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("verify")
      .description("Ask Novu whether a profile's key is still good")
      .addArgument(profilePositional("[name]", "the active profile when left out"))
      .option("--all", "every profile")
      .action((name, { all }) => {
        if (name !== undefined && all) {
          throw new Failure("E_CONFLICT", "give a profile's name or --all, not both", {
            hint: ["Nothing was sent."],
          });
        }
        return invoke(() => import("./verify.run.js"), { name, all: all === true });
      }),
    {
      effect: "reads",
      examples: ["novu-msg profile verify", "novu-msg profile verify --all"],
      prints: "A line per profile: name, ok or the error's code, environment, time it took in ms.",
      exits: ["config", "auth", "rejected", "network", "busy", "contract", "interrupted"],
    },
  );
