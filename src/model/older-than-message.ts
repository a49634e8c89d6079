import { type JsonObject, stringOf } from "./json.js";
import { timestampOfId } from "./message-id.js";

/**
 * Creates a filter for the items of a newest-first list that are older than a message. Call it in the list's order.
 * Older items pass even if the message was deleted or moved meanwhile. Items later in the list pass too, unless they are
 * newer: when many messages arrive between two pages, items that preceded the message appear again after it.
 * @param found the message as it was in the list, if it was there
 */
export const olderThanMessage = (messageId: string, found?: JsonObject): ((item: JsonObject) => boolean) => {
  const position = found === undefined ? positionOfId(messageId) : messagePositionOf(found);
  let hasPassedMessage = false;
  return (item) => {
    if (item._id === messageId) {
      hasPassedMessage = true;
      return false;
    }
    return position.isOlder(item) || (hasPassedMessage && !position.isNewer(item));
  };
};

/** Compares other messages with this one by time; for the same time, both can be false. */
interface MessagePosition {
  readonly isOlder: (item: JsonObject) => boolean;
  readonly isNewer: (item: JsonObject) => boolean;
}

const timeOf = ({ createdAt }: JsonObject): number => Date.parse(stringOf(createdAt) ?? "");

/** For messages of the same instant both are false, so the list's order decides. */
const messagePositionOf = (found: JsonObject): MessagePosition => {
  const time = timeOf(found);
  return { isOlder: (item) => timeOf(item) < time, isNewer: (item) => timeOf(item) > time };
};

/** An ID contains its second; within that second, the rest of the ID counts upwards. */
const positionOfId = (messageId: string): MessagePosition => {
  const second = timestampOfId(messageId);
  const isOlder = (item: JsonObject) => {
    const time = timeOf(item);
    if (time >= second && time < second + 1_000) return (stringOf(item._id) ?? "") < messageId;
    return time < second;
  };
  return { isOlder, isNewer: (item) => timeOf(item) >= second && !isOlder(item) };
};
