import { Command } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { MARKS } from "../../model/message.js";
import { messageId, oneOf, subscriberId } from "../../options/arguments.js";
import { type CommandSpec, leaf, requestExits } from "../../options/command-spec.js";
import {
  messagesOption,
  messagesPositional,
  subscriberOption,
  subscriberPositional,
} from "../../options/message-selector-options.js";
import { wordOption } from "../../options/option-metadata.js";
import { pointInTime } from "../../options/point-in-time.js";
import { parseIfGiven, REQUIRED, requireAll } from "../../options/positionals.js";

export const messageMarkCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("mark")
      .description("Mark messages as read, seen, archived or snoozed, or undo that")
      .addArgument(subscriberPositional("subscriber ID"))
      .addArgument(messagesPositional())
      .addOption(subscriberOption())
      .addOption(messagesOption())
      .option("--until <when>", "snooze until: 2h, 1d, 2026-12-24T06:00", pointInTime("how far ahead"))
      .addOption(wordOption("--as <mark>", "the mark; read and unread also mark as seen", MARKS, String))
      .action((first, others, options) => {
        const words = first === undefined ? [] : [first, ...others];
        const isByFlag = options.subscriber !== undefined;
        const [owner, texts] = isByFlag ? [options.subscriber, words] : [words[0], words.slice(1)];
        const ids = [...new Set([...(options.message ?? []), ...texts.map(messageId)])];
        // Only a snooze has an end.
        const word = options.as ?? (options.until === undefined ? undefined : "snoozed");
        const mark = parseIfGiven(word, oneOf(MARKS, "a mark"));
        return invoke(() => import("./mark.run.js"), {
          until: options.until,
          ...requireAll(
            {
              subscriberId: parseIfGiven(owner, subscriberId),
              messageIds: ids.length === 0 ? undefined : ids,
              mark,
              ...(mark === "snoozed" ? { until: options.until } : {}),
            },
            {
              subscriberId: REQUIRED.subscriber,
              messageIds: REQUIRED.messages,
              mark: REQUIRED.mark,
              until: REQUIRED.snoozeTime,
            },
          ),
        });
      }),
    {
      operands: `<subscriberId> <messageId…> --as <${MARKS.join("|")}>`,
      effect: "writes",
      level: "ask",
      examples: [
        "novu-msg message mark alice 65f0c1a9b2d4e6f8a0b1c2d3 --as read",
        "novu-msg message mark alice 65f0c1a9b2d4e6f8a0b1c2d3 65f0c1a9b2d4e6f8a0b1c2d4 --as unseen",
        "novu-msg message mark alice 65f0c1a9b2d4e6f8a0b1c2d3 --as snoozed --until 2h",
      ],
      prints: "One line per message: ID, its new mark or the error code, and the reason.",
      exits: requestExits(),
    },
  );
