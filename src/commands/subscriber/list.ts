import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { nonBlankText, wholeNumber } from "../../options/arguments.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { listLimit } from "../../options/list-limit.js";

export const subscriberListCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("list")
      .description("List or search subscribers")
      .option("--search <text>", "search in ID, name, email and phone", nonBlankText)
      .option("-L, --limit <number>", "maximum number of subscribers (default: 20)", wholeNumber(1, 100_000))
      .option("--all", "list all subscribers; with --search, search them all")
      .option("--after <cursor>", "continue from this cursor", nonBlankText)
      .action((options) =>
        invoke(() => import("./list.run.js"), {
          search: options.search,
          limit: listLimit(options),
          after: options.after,
        }),
      ),
    {
      effect: "reads",
      conflicts: [["--limit", "--all"]],
      examples: [
        "novu-msg subscriber list",
        "novu-msg subscriber list --search ada@example.com",
        "novu-msg subscriber list --all -o ndjson",
      ],
      prints: `One line per subscriber: ID, name, email, phone, created.
With --json, the subscribers as Novu returned them, with channel credentials replaced by ***.`,
      exits: ["config", "auth", "rejected", "network", "busy", "contract", "interrupted"],
    },
  );
