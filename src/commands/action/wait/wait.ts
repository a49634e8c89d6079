import { Command, Option } from "@commander-js/extra-typings";
import type { Invoke } from "../../../context/command-module.js";
import { Failure } from "../../../failures/failure.js";
import { BUTTONS } from "../../../model/action.js";
import { isTypoOf } from "../../../model/did-you-mean.js";
import type { ButtonSelector, MessageSelector } from "../../../model/message.js";
import {
  collect,
  duration,
  messageId,
  nonBlankText,
  subscriberId,
  wholeNumber,
} from "../../../options/arguments.js";
import { type CommandSpec, leaf, requestExits } from "../../../options/command-spec.js";
import { withGithub } from "../../../options/github-option.js";
import {
  buttonSelector,
  messagesOption,
  messagesPositional,
  requireMessageId,
  subscriberOption,
  subscriberPositional,
} from "../../../options/message-selector-options.js";
import { withMetadata, wordOption } from "../../../options/option-metadata.js";
import { missingInputs, parseIfGiven, REQUIRED } from "../../../options/positionals.js";

export interface WaitActionInput {
  readonly selectors: readonly MessageSelector[];
  readonly button: "any" | ButtonSelector;
  /** How many messages have to be answered; undefined if not given. */
  readonly needed: "any" | "all" | number | undefined;
  /** 0 reads once. */
  readonly timeoutMs: number;
  /** ms. */
  readonly interval: number | undefined;
  /** ms. */
  readonly maxInterval: number | undefined;
  /** How long a missing message may still be undelivered. */
  readonly allowMissingMs: number;
  /** Exit 0 however the wait ends. */
  readonly exitZero: boolean;
  readonly map: readonly ExitMapping[] | undefined;
}

/** The exit code after a press of this button. */
export interface ExitMapping {
  readonly button: ButtonSelector;
  readonly code: number;
}

const TIMEOUT_MS = 600_000;

/** A duration that can be 0. @throws Failure E_USAGE */
const durationOrZero = (text: string): number => (/^0+(?:ms|s|m|h)?$/.test(text) ? 0 : duration(text));

const WANTED = ["any", ...BUTTONS] as const;

/** @throws Failure E_ENUM for a mistyped word */
const wantedButton = (text: string): "any" | ButtonSelector => (text === "any" ? text : buttonSelector(text));

/** Shells use higher codes themselves: not found, not executable, ended by a signal. */
const MAX_EXIT_CODE = 125;

/** `primary=0,Reject=1`. A label can hold commas, so a part without a code belongs to the next one. @throws Failure */
const exitMappings = (text: string): readonly ExitMapping[] => {
  const parts = text.match(/.*?=\d{1,3}(?=,|$)|.+$/gs) ?? [];
  return parts.map((part) => exitMapping(part.replace(/^,/, "").trim()));
};

/** @throws Failure E_USAGE, E_ENUM */
const exitMapping = (part: string): ExitMapping => {
  const [, name = "", digits = ""] = /^(.*)=(\d{1,3})$/s.exec(part) ?? [];
  const code = Number(digits);
  if (digits === "" || code > MAX_EXIT_CODE) {
    throw new Failure("E_USAGE", `--map: "${part}" isn't button=code`, {
      hint: [`Write primary=0,secondary=1, with codes from 0 to ${MAX_EXIT_CODE}. Nothing was sent.`],
    });
  }
  return { button: mappedButton(name.trim(), part, code), code };
};

/** @throws Failure E_ENUM, whose correction is a part of the option's value */
const mappedButton = (name: string, part: string, code: number): ButtonSelector => {
  try {
    return buttonSelector(name);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const meant = BUTTONS.find((word) => isTypoOf(name, word));
    throw new Failure(error.code, `--map: ${error.message}`, {
      ...error.info,
      correction: meant === undefined ? undefined : { wrong: part, right: `${meant}=${code}` },
    });
  }
};

/** `<subscriberId>:<messageId>`, split at the last colon. @throws Failure E_ID */
const pair = (text: string): MessageSelector => {
  const at = text.lastIndexOf(":");
  if (at > 0) {
    return {
      by: "id",
      subscriberId: subscriberId(text.slice(0, at)),
      messageId: messageId(text.slice(at + 1)),
    };
  }
  throw new Failure("E_ID", `"${text}" isn't <subscriberId>:<messageId>`, { hint: ["Nothing was sent."] });
};

interface SelectorOptions {
  readonly subscriber?: string | undefined;
  readonly message?: readonly string[] | undefined;
  readonly transaction?: readonly string[] | undefined;
  readonly latest?: true | undefined;
  readonly pair?: readonly MessageSelector[] | undefined;
}

/** The selectors of all positionals and options together. @throws Failure E_ID, E_INPUT */
const selectorsFrom = (words: readonly string[], options: SelectorOptions): readonly MessageSelector[] => {
  const isByFlag = options.subscriber !== undefined;
  const owner = parseIfGiven(isByFlag ? options.subscriber : words[0], subscriberId);
  const fromPositionals = (isByFlag ? words : words.slice(1)).map((text) => requireMessageId(text, {}));
  const messageIds = [...new Set([...(options.message ?? []), ...fromPositionals])];
  const transactionIds = [...new Set(options.transaction)];
  const pairs = options.pair ?? [];
  const isNamed = messageIds.length + transactionIds.length + pairs.length > 0 || options.latest === true;
  const needsOwner = !isNamed || messageIds.length > 0 || options.latest === true;
  if (!isNamed || (needsOwner && owner === undefined)) {
    const ids = isNamed ? {} : { messageIds: undefined };
    throw missingInputs(
      { subscriberId: owner, ...ids },
      { subscriberId: REQUIRED.subscriber, messageIds: REQUIRED.messages },
    );
  }
  const ofOwner = (subscriberId: string): MessageSelector[] => [
    ...messageIds.map((messageId) => ({ by: "id", subscriberId, messageId }) as const),
    ...(options.latest ? [{ by: "latest", subscriberId } as const] : []),
  ];
  return [
    ...(owner === undefined ? [] : ofOwner(owner)),
    ...transactionIds.map(
      (transactionId) => ({ by: "transaction", transactionId, subscriberId: owner }) as const,
    ),
    ...pairs,
  ];
};

/** @throws Failure E_CONFLICT */
const neededFrom = ({ any, all, quorum }: { any?: true; all?: true; quorum?: number }) => {
  const rules = [
    ...(any ? ["any" as const] : []),
    ...(all ? ["all" as const] : []),
    ...(quorum ? [quorum] : []),
  ];
  if (rules.length < 2) return rules[0];
  throw new Failure("E_CONFLICT", "--any, --all and --quorum can't be combined", {
    hint: ["Nothing was sent."],
  });
};

const waitOptions = () =>
  new Command("wait")
    .description("Wait until a button is pressed; the exit code says which")
    .addArgument(subscriberPositional())
    .addArgument(messagesPositional())
    .addOption(subscriberOption())
    .addOption(messagesOption())
    .addOption(
      withMetadata(
        new Option("--transaction <id>", "wait for the messages of this transaction").argParser(
          collect(nonBlankText),
        ),
        {
          isRepeatable: true,
        },
      ),
    )
    .option("--latest", "wait for the subscriber's newest message with buttons")
    .addOption(
      withMetadata(
        new Option("--pair <subscriber:message>", "a message of another subscriber").argParser(collect(pair)),
        {
          isRepeatable: true,
        },
      ),
    )
    .addOption(
      wordOption("--for <button>", "button that means exit 0 (default: primary)", WANTED, wantedButton),
    )
    .option("--any", "one answered message is enough")
    .option("--all", "every message must be answered")
    .option("--quorum <n>", "how many of the messages must be answered", wholeNumber(1, 10_000))
    .option("--timeout <duration>", "how long to wait; 0 checks once (default: 10m)", durationOrZero)
    .option("--interval <duration>", "pause between checks at first (default: 2s)", duration)
    .option("--max-interval <duration>", "longest pause between checks (default: 15s)", duration)
    .option(
      "--allow-missing <duration>",
      "how long the message may take to appear (default: 0)",
      durationOrZero,
    )
    .option("--exit-zero", "exit 0 however the wait ends; errors still fail")
    .option("--map <codes>", "exit codes by button or label: primary=0,secondary=1", exitMappings);

export const waitCommand = (invoke: Invoke): CommandSpec =>
  leaf(
    withGithub(waitOptions()).action((subscriber, messages, options) => {
      const words = subscriber === undefined ? [] : [subscriber, ...messages];
      return invoke(() => import("./wait.run.js"), {
        selectors: selectorsFrom(words, options),
        button: options.for ?? ("any" as const),
        needed: neededFrom(options),
        timeoutMs: options.timeout ?? TIMEOUT_MS,
        interval: options.interval,
        maxInterval: options.maxInterval,
        allowMissingMs: options.allowMissing ?? 0,
        exitZero: options.exitZero === true,
        map: options.map,
      });
    }),
    {
      operands: "<subscriberId> <messageId…>",
      effect: "reads",
      conflicts: [
        ["--any", "--all", "--quorum"],
        ["--exit-zero", "--map"],
      ],
      examples: [
        "novu-msg action wait alice 65f0c1a9b2d4e6f8a0b1c2d3 --timeout 1h && ./deploy.sh",
        "novu-msg action wait --transaction txn_6b03e09d1rjx8pm0wzp2 --allow-missing 60s || rc=$?",
        "novu-msg action wait alice --latest --for primary --map primary=0,secondary=1",
        "novu-msg action wait --transaction txn_6b03e09d1rjx8pm0wzp2 --for primary --quorum 2",
        "novu-msg action wait alice 65f0c1a9b2d4e6f8a0b1c2d3 --json --query pressed",
      ],
      prints: `How the wait ended. In a pipe, one line per message: button, label, payload, how it ended, subscriber, message, title.
Exit 0: the button given with --for was pressed (default: primary). 20: the other one. 8: timeout.
A button pressed earlier ends the wait at once. The last check may take 3 to 10 s longer than --timeout.
Details: novu-msg help waiting`,
      exits: requestExits("pending", "secondary", "gone", "no-buttons"),
    },
  );
