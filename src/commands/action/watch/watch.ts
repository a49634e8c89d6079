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
          new Option("-s, --subscriber <id>", "only this subscriber's").argParser(collect(subscriberId)),
          {
            about: "subscriber",
            isRepeatable: true,
          },
        ),
      )
      .addOption(
        withMetadata(
          new Option("--transaction <id>", "only what this trigger made").argParser(collect(nonBlankText)),
          {
            isRepeatable: true,
          },
        ),
      )
      .addOption(
        withMetadata(
          new Option("--workflow <identifier>", "only this workflow's").argParser(collect(nonBlankText)),
          {
            isRepeatable: true,
          },
        ),
      )
      .addOption(
        wordOption("--events <names>", "only these, separated by commas", WATCH_EVENTS, (text) =>
          text.split(",").map((word) => eventWord(word.trim())),
        ),
      )
      .option("--newest <number>", "look at so many messages of a list (default: 50)", wholeNumber(1, 1_000))
      .option("--interval <duration>", "pause after a change (default: 2s)", duration)
      .option("--max-interval <duration>", "longest pause while nothing changes (default: 10s)", duration)
      .option("--timeout <duration>", "end after so long, with 0", duration)
      .option("--count <number>", "end after so many events, with 0", wholeNumber(1, 1_000_000_000))
      .option("--exec <command>", "run this for each event, without a shell", nonBlankText)
      .action((options) => invoke(() => import("./watch.run.js"), options)),
    {
      effect: "reads",
      examples: [
        "novu-msg action watch --subscriber alice",
        "novu-msg action watch --workflow deploy-approval --events clicked,reverted",
        "novu-msg action watch --transaction txn_6b03e09d1rjx8pm0wzp2 --count 1",
        "novu-msg action watch --events clicked --exec ./on-click.sh",
      ],
      prints: `A line per event: to read on a terminal, else JSON. The first look only learns what there is.
"novu-msg help watching" tells the rest.`,
      exits: requestExits(),
    },
  );
