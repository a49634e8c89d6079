import { Command } from "@commander-js/extra-typings";
import { wholeNumber } from "../../cli/arguments.js";
import { type CommandSpec, leaf } from "../../cli/command-spec.js";
import { wordOption } from "../../cli/marks.js";
import type { Invoke } from "../../context/command-module.js";
import type { SeedRequest } from "../../novu/sandbox-control.js";

export type SeedInput = SeedRequest;

/** What a sandbox holds; a test holds these against the sandbox's own. */
export const SUBSCRIBERS = ["sub-1", "sub-2", "user:42@example.com"] as const;
export const WORKFLOWS = ["approval", "single", "notice", "approval-v2", "single-v2", "notice-v2"] as const;

const SEED_FIELDS = ["messageId", "transactionId", "subscriberId", "workflow"] as const;

export const seedCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("seed")
      .description("Put messages into a running sandbox; never into a real Novu")
      // The sandbox itself checks them: another one can hold others.
      .addOption(wordOption("--subscriber <id>", "whose they are", SUBSCRIBERS, String).default("sub-1"))
      .addOption(wordOption("--workflow <name>", "their workflow", WORKFLOWS, String).default("approval"))
      .option("--count <number>", "how many (default: 1)", wholeNumber(1, 10_000))
      .action(({ subscriber, workflow, count }) =>
        invoke(() => import("./seed.run.js"), { subscriberId: subscriber, workflow, count: count ?? 1 }),
      ),
    {
      examples: ["novu-msg sandbox seed", "novu-msg sandbox seed --count 3 --query '[0].messageId'"],
      prints: "A line per message: message id, subscriber, workflow, transaction.",
      exits: ["config", "auth", "rejected", "network", "contract"],
      fields: SEED_FIELDS,
    },
  );
