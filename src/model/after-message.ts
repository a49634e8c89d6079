import { type JsonObject, stringOf } from "./json.js";
import { createdAtOf } from "./message-id.js";

/**
 * Tells of the items of a newest-first list, asked in the list's order, which ones come after a certain
 * message: all that are older, should it have been deleted or have moved meanwhile, and what stands behind
 * it, unless it is newer: many arrivals can push the list so far that what was in front is read behind.
 * @param found the message as the list held it, if it did
 */
export const afterMessage = (messageId: string, found?: JsonObject): ((item: JsonObject) => boolean) => {
  const place = found === undefined ? positionOfId(messageId) : messagePositionOf(found);
  let isBehind = false;
  return (item) => {
    if (item._id === messageId) {
      isBehind = true;
      return false;
    }
    return place.isOlder(item) || (isBehind && !place.isNewer(item));
  };
};

/** What a message tells of the others; of some of the same time neither is true. */
interface MessagePosition {
  readonly isOlder: (item: JsonObject) => boolean;
  readonly isNewer: (item: JsonObject) => boolean;
}

const timeOf = ({ createdAt }: JsonObject): number => Date.parse(stringOf(createdAt) ?? "");

/** The same instant does not count: among those the list's own order decides. */
const messagePositionOf = (found: JsonObject): MessagePosition => {
  const time = timeOf(found);
  return { isOlder: (item) => timeOf(item) < time, isNewer: (item) => timeOf(item) > time };
};

/** An id tells its second; within that the rest of the id counts upwards. */
const positionOfId = (messageId: string): MessagePosition => {
  const second = createdAtOf(messageId);
  const isOlder = (item: JsonObject) => {
    const time = timeOf(item);
    if (time >= second && time < second + 1_000) return (stringOf(item._id) ?? "") < messageId;
    return time < second;
  };
  return { isOlder, isNewer: (item) => timeOf(item) >= second && !isOlder(item) };
};
