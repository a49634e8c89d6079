import type { Command, OptionValues } from "@commander-js/extra-typings";
import type { Conflict } from "../context/command-node.js";
import { Failure, type RequiredInput } from "../failures/failure.js";
import type { MessageSelector } from "../model/message.js";
import { looksLikeTransaction } from "../model/message-id.js";
import { messageId, someText, subscriberId } from "./arguments.js";
import {
  messageOption,
  messagePositional,
  subscriberOption,
  subscriberPositional,
} from "./message-positionals.js";
import { type Complete, given, isComplete, lacking, MESSAGE, SUBSCRIBER } from "./positionals.js";

/** The places and options by which commands that are about one message are told which. */
export const addressable = <Options extends OptionValues>(command: Command<[], Options>) =>
  command
    .addArgument(subscriberPositional())
    .addArgument(messagePositional())
    .addOption(subscriberOption())
    .addOption(messageOption())
    .option("--transaction <id>", "instead of a message: the trigger that made it", someText)
    .option("--latest", "instead of a message: the subscriber's newest one");

export interface AddressOptions {
  readonly subscriber?: string | undefined;
  readonly message?: string | undefined;
  readonly transaction?: string | undefined;
  readonly latest?: true | undefined;
}

export const ADDRESS_CONFLICTS = [
  ["--message", "--transaction", "--latest"],
] as const satisfies readonly Conflict[];

/** The places of subscriber and message; whatever names the message has taken its place. @throws Failure E_CONFLICT */
export const addressPositionals = (options: AddressOptions) => {
  const { subscriber, message, transaction, latest } = options;
  const ways = Object.entries({ "--message": message, "--transaction": transaction, "--latest": latest })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  if (ways.length > 1) {
    throw new Failure("E_CONFLICT", `${ways.join(" and ")} each name a message; give one of them`, {
      hint: ["Nothing was sent."],
    });
  }
  return { subscriberId: subscriber, messageId: message ?? transaction ?? (latest ? "latest" : undefined) };
};

/** A trigger's message tells by itself whose it is. */
export const optionalPositionals = ({ transaction }: AddressOptions): readonly "subscriberId"[] =>
  transaction === undefined ? [] : ["subscriberId"];

type Texts = Readonly<Record<"subscriberId" | "messageId", string | undefined>>;

/**
 * Which message, and whatever else the command cannot do without.
 * @throws Failure E_ID, and E_INPUT that names everything missing at once
 */
export const requireMessage = <More extends Readonly<Record<string, unknown>>>(
  options: AddressOptions,
  places: Texts,
  more: More,
  needs: Readonly<Record<keyof More & string, RequiredInput>>,
): { readonly selector: MessageSelector } & Complete<More> => {
  const owner = given(places.subscriberId, subscriberId);
  const { values, selector } = SELECTORS[wayOf(options)](options, { ...places, subscriberId: owner });
  if (selector !== undefined && isComplete(more)) return { ...more, selector };
  throw lacking({ ...values, ...more }, { subscriberId: SUBSCRIBER, messageId: MESSAGE, ...needs });
};

const wayOf = ({ transaction, latest }: AddressOptions): MessageSelector["by"] => {
  if (transaction !== undefined) return "transaction";
  return latest ? "latest" : "id";
};

/** What a way of addressing needs, and the selector when all of it is there. */
interface Addressed {
  readonly values: Partial<Texts>;
  readonly selector: MessageSelector | undefined;
}

const SELECTORS: Readonly<
  Record<MessageSelector["by"], (options: AddressOptions, places: Texts) => Addressed>
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
    const messageId = text === undefined ? undefined : ownId(text, options);
    const isWhole = subscriberId !== undefined && messageId !== undefined;
    return {
      values: { subscriberId, messageId },
      selector: isWhole ? { by: "id", subscriberId, messageId } : undefined,
    };
  },
};

/** A message's own id; one that is a trigger's gets the line with --transaction. @throws Failure E_ID */
export const ownId = (text: string, { message }: AddressOptions): string => {
  if (!looksLikeTransaction(text)) return messageId(text);
  throw new Failure("E_ID", `"${text}" is not a message id: that is 24 hexadecimal digits`, {
    hint: ["It looks like a transaction id, which --transaction takes. Nothing was sent."],
    correction:
      message === undefined
        ? { wrong: text, right: `--transaction=${text}` }
        : { wrong: "--message", right: "--transaction" },
  });
};
