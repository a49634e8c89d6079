import { madeAt } from "../../../model/known-message.js";
import type { Sighting } from "../../../model/message-changes.js";
import { type MessageLook, type MessageSight, orNone } from "../../../novu/look-at-messages.js";
import { absentFrom, leavesGap, type WatchWindow, type WindowLook } from "../../../polling/watch-window.js";
import type { WatchScope } from "./watch-scope.js";

/** So many messages that newer ones have pushed off the page are asked after. */
const MOST_FOLLOWED = 200;

/**
 * One look at a list: its newest part, and those known messages that ought to be there and are not.
 * @throws Failure E_SUBSCRIBER at the first look alone
 */
export const lookAtScope = async (
  sight: MessageSight,
  scope: WatchScope,
  window: WatchWindow,
  newest: number,
): Promise<WindowLook> => {
  const reading = readList(sight, scope, window, newest);
  // Whether the messages of one that was there are gone will show.
  const { messages, isWhole } = await (window.newest === undefined ? reading : orNone(reading));
  const page = messages.filter(({ message }) => scope.isWatched(message));
  const followed = isWhole ? [] : absentFrom(window, page).filter(hasTransaction).slice(0, MOST_FOLLOWED);
  const asked = new Set(followed.flatMap(({ message }) => message.id ?? []));
  const transactionIds = [...new Set(followed.flatMap(({ message }) => message.transactionId ?? []))];
  const found = await orNone(sight.these({ subscriberId: scope.subscriberId, transactionIds }, asked));
  return {
    page,
    oldest: isWhole ? Number.NEGATIVE_INFINITY : Math.min(...timesOf(messages)),
    newest: Math.max(Number.NEGATIVE_INFINITY, ...timesOf(messages)),
    asked,
    found: found.messages,
    isFoundWhole: found.isWhole,
  };
};

/** All of it, or as many as are wanted, and more where new ones may have filled more than that. */
const readList = (
  sight: MessageSight,
  { subscriberId, transactionIds, isWhole }: WatchScope,
  window: WatchWindow,
  newest: number,
): Promise<MessageLook> =>
  isWhole
    ? sight.all({ subscriberId, transactionIds })
    : sight.newest({ subscriberId }, newest, (met) => !leavesGap(window, Math.min(...timesOf(met))));

const hasTransaction = ({ message }: Sighting): boolean => message.transactionId !== undefined;

const timesOf = (messages: readonly Sighting[]): readonly number[] =>
  messages.map(madeAt).filter((time) => !Number.isNaN(time));
