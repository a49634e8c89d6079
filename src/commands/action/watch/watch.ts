import { Command, Option } from "@commander-js/extra-typings";
import type { Invoke } from "../../../context/command-module.js";
import { WATCH_EVENTS } from "../../../model/watch-events.js";
import {
  collect,
  duration,
  nonBlankText,
  oneOf,
  subscriberId,
  wholeNumber,
} from "../../../options/arguments.js";
import { type CommandSpec, leaf, requestExits } from "../../../options/command-spec.js";
import { withMetadata, wordOption } from "../../../options/option-metadata.js";

const eventWord = oneOf(WATCH_EVENTS, "an event");

export const watchCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("watch")
      .description("Print changes of messages as they happen")
      .addOption(
        withMetadata(
          new Option("-s, --subscriber <id>", "only this subscriber").argParser(collect(subscriberId)),
          {
            about: "subscriber",
            isRepeatable: true,
          },
        ),
      )
      .addOption(
        withMetadata(
          new Option("--transaction <id>", "only this transaction").argParser(collect(nonBlankText)),
          {
            isRepeatable: true,
          },
        ),
      )
      .addOption(
        withMetadata(
          new Option("--workflow <identifier>", "only this workflow").argParser(collect(nonBlankText)),
          {
            isRepeatable: true,
          },
        ),
      )
      .addOption(
        wordOption("--events <names>", "only these events, separated by commas", WATCH_EVENTS, (text) =>
          text.split(",").map((word) => eventWord(word.trim())),
        ),
      )
      .option(
        "--newest <number>",
        "how many of the newest messages to watch (default: 50)",
        wholeNumber(1, 1_000),
      )
      .option("--interval <duration>", "pause between checks after a change (default: 2s)", duration)
      .option("--max-interval <duration>", "longest pause between checks (default: 10s)", duration)
      .option("--timeout <duration>", "stop after this long (exit 0)", duration)
      .option("--count <number>", "stop after this many events (exit 0)", wholeNumber(1, 1_000_000_000))
      .option("--exec <command>", "run this program for each event (no shell)", nonBlankText)
      .action((options) => invoke(() => import("./watch.run.js"), options)),
    {
      effect: "reads",
      examples: [
        "novu-msg action watch --subscriber alice",
        "novu-msg action watch --workflow deploy-approval --events pressed,reverted",
        "novu-msg action watch --transaction txn_6b03e09d1rjx8pm0wzp2 --count 1",
        "novu-msg action watch --events pressed --exec ./on-press.sh",
      ],
      prints: `One line per change: text at a terminal, JSON otherwise. Messages that exist at the start aren't reported.
Details: novu-msg help watching`,
      exits: requestExits(),
    },
  );
