import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";

export const profileListCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("list").description("List profiles").action(() => invoke(() => import("./list.run.js"), {})),
    {
      effect: "local",
      examples: ["novu-msg profile list", "novu-msg profile list --json --fields name,environment.name"],
      prints:
        "One line per profile: active (*), name, environment, URL, key source, level. Keys are never printed.",
      exits: ["config"],
    },
  );
