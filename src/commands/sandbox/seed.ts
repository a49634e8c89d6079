import { Command } from "@commander-js/extra-typings";
import { wholeNumber } from "../../cli/arguments.js";
import { type CommandSpec, leaf } from "../../cli/command-spec.js";
import type { Invoke } from "../../context/command-module.js";
import type { SeedRequest } from "../../novu/sandbox-control.js";

export type SeedInput = SeedRequest;

const SEED_FIELDS = ["messageId", "transactionId", "subscriberId", "workflow"] as const;

export const seedCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("seed")
      .description("Put messages into a running sandbox; never into a real Novu")
      .option("--subscriber <id>", "sub-1, sub-2 or user:42@example.com", "sub-1")
      .option("--workflow <name>", "approval, single, notice, or one of these with -v2", "approval")
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
