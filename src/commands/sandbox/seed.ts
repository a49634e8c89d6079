import { Command, Option } from "@commander-js/extra-typings";
import type { Invoke } from "../../context/command-module.js";
import { Failure } from "../../failures/failure.js";
import { wholeNumber } from "../../options/arguments.js";
import { type CommandSpec, leaf } from "../../options/command-spec.js";
import { withMetadata, wordOption } from "../../options/option-metadata.js";

/** The content of a new sandbox; a test compares these with the sandbox's own. */
export const SUBSCRIBERS = ["sub-1", "sub-2", "user:42@example.com"] as const;
export const WORKFLOWS = ["approval", "single", "notice", "approval-v2", "single-v2", "notice-v2"] as const;

export const sandboxSeedCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    new Command("seed")
      .description("Add messages to a running sandbox")
      // Not restricted to these words: a sandbox with another seed has others, and checks them itself.
      .addOption(wordOption("-s, --subscriber <id>", "subscriber (default: sub-1)", SUBSCRIBERS, String))
      .addOption(wordOption("--workflow <name>", "workflow (default: approval)", WORKFLOWS, String))
      .option("--count <number>", "how many messages (default: 1)", wholeNumber(1, 10_000))
      .addOption(
        withMetadata(new Option("--file <file>", "seed file, or - for stdin"), {
          about: "file",
        }),
      )
      .action(({ file, ...words }) => {
        const [other] = Object.keys(words);
        if (file !== undefined && other !== undefined) {
          throw new Failure("E_CONFLICT", `--file can't be combined with --${other}; put that into the file`);
        }
        const { subscriber = "sub-1", workflow = "approval", count = 1 } = words;
        return invoke(
          () => import("./seed.run.js"),
          file === undefined ? { subscriberId: subscriber, workflow, count } : { file },
        );
      }),
    {
      effect: "local",
      conflicts: [
        ["--file", "--subscriber"],
        ["--file", "--workflow"],
        ["--file", "--count"],
      ],
      examples: [
        "novu-msg sandbox seed",
        "novu-msg sandbox seed --count 3 --query '[0].messageId'",
        "novu-msg sandbox seed --file seed.json",
      ],
      prints: "One line per message: message ID, subscriber, workflow, transaction.",
      exits: ["config", "auth", "rejected", "network", "contract"],
    },
  );
