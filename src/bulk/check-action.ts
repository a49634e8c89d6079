import { ACTION_STATUSES, type ActionRequest, BUTTONS } from "../model/action.js";
import { closest, didYouMean } from "../model/did-you-mean.js";
import { isMessageId, looksLikeTransaction } from "../model/message-id.js";
import { fitsAddress } from "../model/subscriber.js";
import { checkPayload, type GivenPayload } from "./check-payload.js";
import type { RowColumn, RowDefaults } from "./rows-input.js";
import { shown } from "./shown.js";

/** What a row says; absent or empty where it says nothing. */
export interface RowWords {
  readonly subscriberId: string | undefined;
  readonly messageId: string | undefined;
  readonly type: string | undefined;
  readonly status: string | undefined;
  /** Absent keeps the stored one. */
  readonly payload: GivenPayload | undefined;
}

/** The sentence for a column that a row lacks. */
export type Missing = (column: RowColumn) => string;

/** The action that a row asks for, or undefined; then `reasons` has got why. */
export const checkAction = (
  words: RowWords,
  defaults: RowDefaults,
  reasons: string[],
  missing: Missing,
): ActionRequest | undefined => {
  const subscriberId = subscriberIdOf(words.subscriberId, reasons, missing);
  const messageId = messageIdOf(words.messageId, reasons, missing);
  const button = buttonOf(words.type || defaults.type, reasons, missing);
  const status = statusOf(words.status || defaults.status, reasons, missing);
  const { api } = defaults;
  const payload = words.payload && checkPayload(words.payload, status ?? "done", api, reasons);
  if (!subscriberId || !messageId || !button || !status || reasons.length > 0) return undefined;
  return payload === undefined
    ? { subscriberId, messageId, button, status, api }
    : { subscriberId, messageId, button, status, payload, api };
};

type Check<Value> = (text: string | undefined, reasons: string[], missing: Missing) => Value | undefined;

const subscriberIdOf: Check<string> = (text = "", reasons, missing) => {
  const isThere = text.trim() !== "";
  if (isThere && fitsAddress(text)) return text;
  reasons.push(
    isThere ? `subscriberId ${shown(text)} cannot be one: no address can carry it` : missing("subscriberId"),
  );
  return undefined;
};

const messageIdOf: Check<string> = (text = "", reasons, missing) => {
  if (isMessageId(text)) return text.toLowerCase();
  reasons.push(text === "" ? missing("messageId") : wrongMessageId(text));
  return undefined;
};

const wrongMessageId = (text: string): string =>
  looksLikeTransaction(text)
    ? `messageId ${shown(text)} looks like a transaction id; the message's own id is its _id`
    : `messageId ${shown(text)} is not a message id: that is 24 hexadecimal digits`;

const oneOf =
  <Word extends string>(column: RowColumn, words: readonly Word[], what: string): Check<Word> =>
  (text = "", reasons, missing) => {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined)
      reasons.push(text === "" ? missing(column) : wrongWord(column, text, words, what));
    return word;
  };

const buttonOf = oneOf("type", BUTTONS, "a button");
const statusOf = oneOf("status", ACTION_STATUSES, "a status");

const wrongWord = (column: string, text: string, words: readonly string[], what: string): string => {
  const meant = text.length > LONGEST_SLIP ? undefined : closest(text, words);
  const end = meant === undefined ? `: it is ${words.join(" or ")}` : didYouMean(meant);
  return `${column} ${shown(text)} is not ${what}${end}`;
};

/** What is longer was not meant as one of the words; comparing takes time that grows with the square. */
const LONGEST_SLIP = 30;
