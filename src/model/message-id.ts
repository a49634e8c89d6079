import { ACTION_CONDITIONS } from "./action.js";
import { fitsUrlPath } from "./subscriber.js";

const OBJECT_ID = /^[0-9a-f]{24}$/i;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const TRANSACTION = /^txn_\w+$/;
const E_MAIL = /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/;
const WEB_ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;

/** A message ID is a MongoDB ObjectId today: 24 hexadecimal digits (docs/novu-api.md, "Ids"). */
export const isMessageId = (text: string): boolean => OBJECT_ID.test(text);

/** A transaction ID is a UUID on old servers and `txn_…` on new ones (docs/novu-api.md, "Ids"). */
export const looksLikeTransactionId = (text: string): boolean => UUID.test(text) || TRANSACTION.test(text);

/**
 * What a text is instead of a message ID, such as `an e-mail address`; undefined if it may be one. Novu can change the form
 * of its IDs, so an unknown form is sent as it is, and the server decides.
 */
export const notAMessageId = (text: string): string | undefined => {
  if (isMessageId(text)) return undefined;
  if (text.trim() === "") return "an empty string";
  if (looksLikeTransactionId(text)) return "a transaction ID";
  if (E_MAIL.test(text)) return "an email address";
  if (WEB_ADDRESS.test(text)) return "a URL";
  if (ACTION_CONDITIONS.some((word) => word === text)) return "a word for a button or a status";
  if (/\s/.test(text)) return "text with spaces";
  return fitsUrlPath(text) ? undefined : "text that can't be part of a URL";
};

/** Upper and lower case are the same in an ObjectId; other forms are kept as they are. */
export const normalizedMessageId = (text: string): string => (isMessageId(text) ? text.toLowerCase() : text);

/** When the message was created, in ms since the epoch; the first eight digits of an ObjectId are seconds. NaN for others. */
export const timestampOfId = (messageId: string): number =>
  isMessageId(messageId) ? Number.parseInt(messageId.slice(0, 8), 16) * 1000 : Number.NaN;
