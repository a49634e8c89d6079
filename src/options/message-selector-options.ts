import { Argument, type Command, Option, type OptionValues } from "@commander-js/extra-typings";
import type { Conflict } from "../context/command-node.js";
import { Failure, type RequiredInput } from "../failures/failure.js";
import { BUTTONS } from "../model/action.js";
import { readButtonWord } from "../model/button-word.js";
import { didYouMean } from "../model/did-you-mean.js";
import type { ButtonSelector, MessageSelector } from "../model/message.js";
import { isMessageId, looksLikeTransactionId, notAMessageId } from "../model/message-id.js";
import { collect, messageId, nonBlankText, subscriberId } from "./arguments.js";
import { withMetadata, wordArgument, wordOption } from "./option-metadata.js";
import {
  type Complete,
  fillPositionals,
  isComplete,
  missingInputs,
  parseIfGiven,
  REQUIRED,
} from "./positionals.js";

/** Adds the positionals and options that select one message. @param newest what `--latest` selects */
export const withMessageSelector = <Options extends OptionValues>(
  command: Command<[], Options>,
  newest = "newest message with buttons",
) =>
  command
    .addArgument(subscriberPositional())
    .addArgument(messagePositional())
    .addOption(subscriberOption())
    .addOption(messageOption())
    .option("--transaction <id>", "use the message of this transaction (trigger)", nonBlankText)
    .option("--latest", `use the subscriber's ${newest}`);

interface MessageSelectorOptions {
  readonly subscriber?: string | undefined;
  readonly message?: string | undefined;
  readonly transaction?: string | undefined;
  readonly latest?: true | undefined;
}

export const SELECTOR_CONFLICTS = [
  ["--message", "--transaction", "--latest"],
] as const satisfies readonly Conflict[];

/**
 * The texts of subscriber, message and `more`, by option or by position: words fill what no option gives, in that order. An
 * option that selects the message in another way fills `messageId`.
 * @throws Failure E_CONFLICT; E_USAGE if there are too many words
 */
export const messageTexts = <More extends string = never>(
  options: MessageSelectorOptions,
  words: readonly (string | undefined)[],
  more: Readonly<Record<More, string | undefined>>,
) =>
  fillPositionals(
    { subscriberId: options.subscriber, messageId: messageText(options), ...more },
    words,
    // The message of a transaction names its subscriber.
    options.transaction === undefined ? [] : ["subscriberId"],
  );

/** @throws Failure E_CONFLICT */
const messageText = (options: MessageSelectorOptions): string | undefined => {
  const { message, transaction, latest } = options;
  const given = Object.entries({ "--message": message, "--transaction": transaction, "--latest": latest })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  if (given.length > 1) {
    throw new Failure("E_CONFLICT", `${given.join(" and ")} can't be combined: each selects a message`, {
      hint: ["Nothing was sent."],
    });
  }
  return message ?? transaction ?? (latest ? "latest" : undefined);
};

type MessageTexts = Readonly<Record<"subscriberId" | "messageId", string | undefined>>;

/**
 * The message selector and the command's other required inputs.
 * @throws Failure E_ID; E_INPUT, which lists all missing inputs at once
 */
export const requireMessage = <More extends Readonly<Record<string, unknown>>>(
  options: MessageSelectorOptions,
  texts: MessageTexts & Readonly<Partial<Record<keyof More & string, unknown>>>,
  more: More,
  inputs: Readonly<Record<keyof More & string, RequiredInput>>,
): { readonly selector: MessageSelector } & Complete<More> => {
  const selector = selectorFrom(options, texts);
  if (selector !== undefined && isComplete(more)) return { ...more, selector };
  throw missingInputs(
    { ...requiredTexts(options, texts), ...asTyped(more, texts) },
    { subscriberId: REQUIRED.subscriber, messageId: REQUIRED.message, ...inputs },
  );
};

/** Undefined if a text is missing. @throws Failure E_ID */
const selectorFrom = (options: MessageSelectorOptions, texts: MessageTexts): MessageSelector | undefined => {
  const { transaction, latest } = options;
  const owner = parseIfGiven(texts.subscriberId, subscriberId);
  if (transaction !== undefined)
    return { by: "transaction", transactionId: transaction, subscriberId: owner };
  if (latest) return owner === undefined ? undefined : { by: "latest", subscriberId: owner };
  if (owner !== undefined && texts.messageId !== undefined) assertNotSwapped(owner, texts.messageId);
  const id = texts.messageId === undefined ? undefined : requireMessageId(texts.messageId, options);
  return owner === undefined || id === undefined
    ? undefined
    : { by: "id", subscriberId: owner, messageId: id };
};

/** The values as they were typed, for the questions that follow. */
const asTyped = (values: Readonly<Record<string, unknown>>, texts: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === undefined ? value : (texts[name] ?? value),
    ]),
  );

const requiredTexts = (
  { transaction, latest }: MessageSelectorOptions,
  { subscriberId, messageId }: MessageTexts,
): Partial<MessageTexts> => {
  if (transaction !== undefined) return {};
  return latest ? { subscriberId } : { subscriberId, messageId };
};

/** Only a message ID has 24 hexadecimal digits, for as long as Novu's have. @throws Failure E_ID */
const assertNotSwapped = (owner: string, message: string): void => {
  if (owner === message) {
    throw new Failure("E_ID", `"${message}" can't be both the subscriber and the message`, {
      hint: ["Nothing was sent."],
    });
  }
  if (!isMessageId(owner) || notAMessageId(message) !== undefined || isMessageId(message)) return;
  throw new Failure("E_ID", `"${owner}" is the message ID: swap the subscriber and the message`, {
    correction: [
      { wrong: owner, right: message },
      { wrong: message, right: owner },
    ],
    hint: ["Nothing was sent."],
  });
};

/** A message ID. For a transaction ID, the failure suggests --transaction. @throws Failure E_ID */
export const requireMessageId = (text: string, { message }: MessageSelectorOptions): string => {
  if (!looksLikeTransactionId(text)) return messageId(text);
  throw new Failure("E_ID", `"${text}" isn't a message ID`, {
    hint: ["It looks like a transaction ID: use --transaction. Nothing was sent."],
    correction:
      message === undefined
        ? { wrong: text, right: `--transaction=${text}` }
        : { wrong: "--message", right: "--transaction" },
  });
};

// Subscriber, message and button, as positionals and as options; the same in every command.

export const subscriberPositional = (what = "subscriber ID") =>
  withMetadata(new Argument("[subscriberId]", what), {
    about: "subscriber",
    flag: "--subscriber",
  });

export const messagePositional = () =>
  withMetadata(new Argument("[messageId]", "message ID"), { about: "message", flag: "--message" });

export const messagesPositional = () =>
  withMetadata(new Argument("[messageId...]", "message IDs"), {
    about: "message",
    flag: "--message",
  });

export const messagesOption = () =>
  withMetadata(
    new Option("--message <id>", "message ID (same as the positional argument)").argParser(
      collect(messageId),
    ),
    {
      about: "message",
      isRepeatable: true,
    },
  );

/** Not checked here: if --button is given, this positional may hold another value. */
export const buttonPositional = () =>
  withMetadata(wordArgument("[button]", "the button, or its label", BUTTONS, String), {
    flag: "--button",
  });

export const subscriberOption = () =>
  withMetadata(new Option("-s, --subscriber <id>", "subscriber ID (same as the positional argument)"), {
    about: "subscriber",
  });

export const messageOption = () =>
  withMetadata(new Option("--message <id>", "message ID (same as the positional argument)"), {
    about: "message",
  });

export const buttonOption = () =>
  wordOption("--button <button>", "button or label (same as the positional argument)", BUTTONS, String);

/**
 * A button by its type or its label.
 * @param options the words that could be mistyped here, and the last sentence of the hint
 * @throws Failure E_ENUM
 */
export const buttonSelector = (
  text: string,
  { words = BUTTONS, hint = "Nothing was sent." }: { words?: readonly string[]; hint?: string } = {},
): ButtonSelector => {
  const word = readButtonWord(text, words);
  if ("type" in word || "label" in word) return word;
  const meant = "typoOf" in word ? word.typoOf : undefined;
  throw new Failure("E_ENUM", `${JSON.stringify(text)} isn't a button${didYouMean(meant)}`, {
    hint: [...(meant === undefined ? [`Use ${BUTTONS.join(", ")} or the label of a button.`] : []), hint],
    correction: meant === undefined ? undefined : { wrong: text, right: meant },
  });
};
