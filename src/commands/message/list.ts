import { Command, Option } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { Failure } from "../../failures/failure.js";
import type { MessageFilter } from "../../model/message-filter.js";
import { isMessageId } from "../../model/message-id.js";
import {
  collect,
  messageId,
  nonBlankText,
  oneOf,
  subscriberId,
  textAssignment,
  wholeNumber,
} from "../../options/arguments.js";
import { type CommandSpec, leaf, requestExits } from "../../options/command-spec.js";
import { listLimit } from "../../options/list-limit.js";
import { withMetadata, wordOption } from "../../options/option-metadata.js";
import { pointInTime } from "../../options/point-in-time.js";

const SEVERITIES = ["high", "medium", "low", "none"] as const;

/** An ID whose time leads to the right page. @throws Failure E_ID */
const datedMessageId = (text: string): string => {
  const id = messageId(text);
  if (isMessageId(id)) return id;
  throw new Failure("E_ID", `"${text}" has no creation time: --before needs a message ID of 24 hex digits`, {
    hint: ["Nothing was sent."],
  });
};

export const messageListCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("list")
      .description("List messages, newest first")
      .addOption(
        withMetadata(
          new Option("-s, --subscriber <id>", "only this subscriber").argParser(collect(subscriberId)),
          { about: "subscriber", isRepeatable: true },
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
      .option("--pending", "only messages waiting for an answer")
      .option("--done", "only answered messages")
      .option("--workflow <identifier>", "only this workflow", nonBlankText)
      .option(
        "--since <when>",
        "only messages created since: 2h, 3d, 2026-11-23",
        pointInTime("how long ago"),
      )
      .addOption(
        withMetadata(
          new Option("--tag <tag>", "only messages with this tag").argParser(collect(nonBlankText)),
          {
            isRepeatable: true,
          },
        ),
      )
      .addOption(
        wordOption(
          "--severity <severity>",
          "only messages of this severity",
          SEVERITIES,
          oneOf(SEVERITIES, "a severity"),
        ),
      )
      .option("--archived", "only archived messages")
      .option("--snoozed", "only snoozed messages")
      .option("--read", "only read messages")
      .option("--unread", "only unread messages")
      .addOption(
        withMetadata(
          new Option("--data <key=value>", "only messages with this value in their data").argParser(
            collect(textAssignment),
          ),
          { isRepeatable: true },
        ),
      )
      .addOption(
        withMetadata(
          new Option("--context <key>", "only messages of this context").argParser(collect(nonBlankText)),
          {
            isRepeatable: true,
          },
        ),
      )
      .option("-L, --limit <number>", "maximum number of messages (default: 20)", wholeNumber(1, 100_000))
      .option("--all", "list all of them")
      .addOption(
        withMetadata(
          new Option("--before <messageId>", "only messages older than this one").argParser(datedMessageId),
          { about: "message" },
        ),
      )
      .action(({ tag, severity, archived, snoozed, read, unread, data, context, ...options }) =>
        invoke(() => import("./list.run.js"), {
          subscriberIds: [...new Set(options.subscriber ?? [])],
          transactionIds: options.transaction ?? [],
          filter: { state: stateOf(options), workflow: options.workflow },
          narrowing: { tag, severity, archived, snoozed, read, unread, data, context },
          since: options.since,
          limit: listLimit(options),
          before: options.before,
        }),
      ),
    {
      effect: "reads",
      conflicts: [
        ["--pending", "--done"],
        ["--limit", "--all"],
        ["--read", "--unread"],
        ["--archived", "--unread"],
      ],
      examples: [
        "novu-msg message list --subscriber alice --pending",
        "novu-msg message list --subscriber alice --snoozed --tag billing",
        "novu-msg message list --workflow deploy-approval --since 2h --all",
        "novu-msg message list --transaction txn_6b03e09d1rjx8pm0wzp2 --query '[0]._id'",
      ],
      prints: `One line per message: ID, title, created, workflow, buttons, subscriber. In a pipe, always the same columns.
With --json, the messages as Novu returned them.
--tag, --severity, --archived, --snoozed, --read, --unread, --data and --context need --subscriber and Novu 3.14.`,
      exits: requestExits(),
    },
  );

const stateOf = ({ pending, done }: { pending?: true; done?: true }): MessageFilter["state"] => {
  if (pending && done) {
    throw new Failure("E_CONFLICT", "--pending and --done can't be combined", {
      hint: ["Leave out both for all messages. Nothing was sent."],
    });
  }
  if (pending) return "pending";
  return done ? "done" : undefined;
};
