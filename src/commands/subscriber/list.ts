import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { nonBlankText, wholeNumber } from "../../options/arguments.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { listLimit } from "../../options/list-limit.js";

export const subscriberListCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("list")
      .description("List subscribers, or search them by id, name, e-mail and phone")
      .option("--search <text>", "only those with this text in id, name, e-mail or phone", nonBlankText)
      .option("-L, --limit <number>", "at most so many (default: 20)", wholeNumber(1, 100_000))
      .option("--all", "all there are; with --search, look at all of them")
      .option("--after <cursor>", "go on from there, as the end of an earlier list says", nonBlankText)
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
      prints: `A line per subscriber: subscriber id, name, e-mail, phone, created.
With --json: the subscribers as Novu lists them; the credentials of their channels read ***.`,
      exits: ["config", "auth", "rejected", "network", "busy", "contract", "interrupted"],
    },
  );
