import { Argument, type Command, Option, type OptionValues } from "@commander-js/extra-typings";
import type { Conflict } from "../context/command-node.js";
import { Failure, type RequiredInput } from "../failures/failure.js";
import { BUTTONS } from "../model/action.js";
import type { MessageSelector } from "../model/message.js";
import { looksLikeTransactionId } from "../model/message-id.js";
import { collect, messageId, nonBlankText, subscriberId } from "./arguments.js";
import { withMetadata, wordArgument, wordOption } from "./option-metadata.js";
import { type Complete, isComplete, missingInputs, parseIfGiven, REQUIRED } from "./positionals.js";

/** Adds the positionals and options that select one message. */
export const withMessageSelector = <Options extends OptionValues>(command: Command<[], Options>) =>
  command
    .addArgument(subscriberPositional())
    .addArgument(messagePositional())
    .addOption(subscriberOption())
    .addOption(messageOption())
    .option("--transaction <id>", "instead of a message: the trigger that made it", nonBlankText)
    .option("--latest", "instead of a message: the subscriber's newest one");

interface MessageSelectorOptions {
  readonly subscriber?: string | undefined;
  readonly message?: string | undefined;
  readonly transaction?: string | undefined;
  readonly latest?: true | undefined;
}

export const SELECTOR_CONFLICTS = [
  ["--message", "--transaction", "--latest"],
] as const satisfies readonly Conflict[];

/** The positionals that are filled by options already. An option that selects the message fills `messageId`. @throws Failure E_CONFLICT */
export const selectorPositionals = (options: MessageSelectorOptions) => {
  const { subscriber, message, transaction, latest } = options;
  const given = Object.entries({ "--message": message, "--transaction": transaction, "--latest": latest })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  if (given.length > 1) {
    throw new Failure("E_CONFLICT", `${given.join(" and ")} each name a message; give one of them`, {
      hint: ["Nothing was sent."],
    });
  }
  return { subscriberId: subscriber, messageId: message ?? transaction ?? (latest ? "latest" : undefined) };
};

/** With --transaction the subscriber is optional: the message found names it. */
export const optionalPositionals = ({ transaction }: MessageSelectorOptions): readonly "subscriberId"[] =>
  transaction === undefined ? [] : ["subscriberId"];

type PositionalTexts = Readonly<Record<"subscriberId" | "messageId", string | undefined>>;

/**
 * The message selector and the command's other required inputs.
 * @throws Failure E_ID; E_INPUT, which lists all missing inputs at once
 */
export const requireMessage = <More extends Readonly<Record<string, unknown>>>(
  options: MessageSelectorOptions,
  positionals: PositionalTexts,
  more: More,
  inputs: Readonly<Record<keyof More & string, RequiredInput>>,
): { readonly selector: MessageSelector } & Complete<More> => {
  const owner = parseIfGiven(positionals.subscriberId, subscriberId);
  const { values, selector } = SELECTORS[selectorKind(options)](options, {
    ...positionals,
    subscriberId: owner,
  });
  if (selector !== undefined && isComplete(more)) return { ...more, selector };
  throw missingInputs(
    { ...values, ...more },
    { subscriberId: REQUIRED.subscriber, messageId: REQUIRED.message, ...inputs },
  );
};

const selectorKind = ({ transaction, latest }: MessageSelectorOptions): MessageSelector["by"] => {
  if (transaction !== undefined) return "transaction";
  return latest ? "latest" : "id";
};

/** The values that a kind of selector requires, and the selector if all are given. */
interface PartialSelector {
  readonly values: Partial<PositionalTexts>;
  readonly selector: MessageSelector | undefined;
}

const SELECTORS: Readonly<
  Record<
    MessageSelector["by"],
    (options: MessageSelectorOptions, positionals: PositionalTexts) => PartialSelector
  >
> = {
  transaction: ({ transaction = "" }, { subscriberId }) => ({
    values: {},
    selector: { by: "transaction", transactionId: transaction, subscriberId },
  }),
  latest: (_, { subscriberId }) => ({
    values: { subscriberId },
    selector: subscriberId === undefined ? undefined : { by: "latest", subscriberId },
  }),
  id: (options, { subscriberId, messageId: text }) => {
    const messageId = text === undefined ? undefined : requireMessageId(text, options);
    const isGiven = subscriberId !== undefined && messageId !== undefined;
    return {
      values: { subscriberId, messageId },
      selector: isGiven ? { by: "id", subscriberId, messageId } : undefined,
    };
  },
};

/** A message ID. For a transaction ID, the failure suggests --transaction. @throws Failure E_ID */
export const requireMessageId = (text: string, { message }: MessageSelectorOptions): string => {
  if (!looksLikeTransactionId(text)) return messageId(text);
  throw new Failure("E_ID", `"${text}" is not a message id: that is 24 hexadecimal digits`, {
    hint: ["It looks like a transaction id, which --transaction takes. Nothing was sent."],
    correction:
      message === undefined
        ? { wrong: text, right: `--transaction=${text}` }
        : { wrong: "--message", right: "--transaction" },
  });
};

// Subscriber, message and button, as positionals and as options; the same in every command.

export const subscriberPositional = (what = "whose message it is: your own id for the subscriber") =>
  withMetadata(new Argument("[subscriberId]", what), {
    about: "subscriber",
    flag: "--subscriber",
  });

export const messagePositional = () =>
  withMetadata(new Argument("[messageId]", "24 hexadecimal digits"), { about: "message", flag: "--message" });

export const messagesPositional = () =>
  withMetadata(new Argument("[messageId...]", "24 hexadecimal digits each"), {
    about: "message",
    flag: "--message",
  });

export const messagesOption = () =>
  withMetadata(new Option("--message <id>", "a message, instead of by place").argParser(collect(messageId)), {
    about: "message",
    isRepeatable: true,
  });

/** Not checked here: if --button is given, this positional may hold another value. */
export const buttonPositional = () =>
  withMetadata(wordArgument("[button]", "which button", BUTTONS, String), { flag: "--button" });

export const subscriberOption = () =>
  withMetadata(new Option("--subscriber <id>", "the subscriber, instead of by place"), {
    about: "subscriber",
  });

export const messageOption = () =>
  withMetadata(new Option("--message <id>", "the message, instead of by place"), { about: "message" });

export const buttonOption = () =>
  wordOption(
    "--button <button>",
    "the button, instead of by place; also by what is written on it",
    BUTTONS,
    nonBlankText,
  );
