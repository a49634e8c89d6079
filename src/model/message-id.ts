const OBJECT_ID = /^[0-9a-f]{24}$/i;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const TRANSACTION = /^txn_\w+$/;

/** A message ID is a MongoDB ObjectId: 24 hexadecimal digits (docs/novu-api.md, "Ids"). */
export const isMessageId = (text: string): boolean => OBJECT_ID.test(text);

/** A transaction ID is a UUID on old servers and `txn_…` on new ones (docs/novu-api.md, "Ids"). */
export const looksLikeTransactionId = (text: string): boolean => UUID.test(text) || TRANSACTION.test(text);

/** When the message was created, in ms since the epoch; the first eight digits of an ObjectId are seconds. */
export const timestampOfId = (messageId: string): number => Number.parseInt(messageId.slice(0, 8), 16) * 1000;
