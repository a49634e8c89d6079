import { chunks } from "../../../domain/chunks.js";
import { madeAt } from "../../../domain/known-message.js";
import type { Sighting } from "../../../domain/message-changes.js";
import { absentFrom, leavesGap, type WatchWindow, type WindowLook } from "../../../domain/watch-window.js";
import { Failure } from "../../../failure/failure.js";
import { type MessageScope, MOST_TRANSACTIONS } from "../../../novu/messages.js";
import type { MessageLook } from "../../../novu/peek-at-messages.js";
import type { WatchScope } from "./watch-scope.js";

/** Asks for one page of a list. */
export type LookAtPage = (query: MessageScope, page: number, limit: number) => Promise<MessageLook>;

/** The server's own limit (contract 4). */
const LARGEST_PAGE = 1_000;
const WHOLE_LIST_PAGE = 100;
/** A list is followed no further than this in one look. */
const MOST_PAGES = 10;
/** So many messages that newer ones have pushed off the page are asked after. */
const MOST_FOLLOWED = 200;

/**
 * One look at a list: its first page, further ones where new messages may have filled more than that, and those
 * known messages that ought to be there and are not, by their transactions, for the API knows no other way.
 */
export const lookAtScope = async (
  look: LookAtPage,
  scope: WatchScope,
  window: WatchWindow,
  newest: number,
): Promise<WindowLook> => {
  const { messages, oldest } = await readPages(look, scope, window, newest);
  const page = messages.filter(({ message }) => scope.isWatched(message));
  const absent = oldest === Number.NEGATIVE_INFINITY ? [] : absentFrom(window, page).filter(hasTransaction);
  const asked = new Set(absent.slice(0, MOST_FOLLOWED).flatMap(({ message }) => message.id ?? []));
  const { found, isFoundWhole } = await askAfter(look, scope, absent.slice(0, MOST_FOLLOWED));
  return {
    page,
    oldest,
    newest: Math.max(Number.NEGATIVE_INFINITY, ...timesOf(messages)),
    asked,
    found: found.filter(({ message }) => asked.has(message.id ?? "")),
    isFoundWhole,
  };
};

const readPages = async (
  look: LookAtPage,
  { subscriberId, transactionIds, isWhole }: WatchScope,
  window: WatchWindow,
  newest: number,
): Promise<{ readonly messages: readonly Sighting[]; readonly oldest: number }> => {
  const limit = isWhole ? wholeListPage(window) : newest;
  const messages: Sighting[] = [];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const fetched = await orNothing(look({ subscriberId, transactionIds }, page, limit), window);
    messages.push(...fetched.messages);
    if (!fetched.hasMore || fetched.messages.length === 0) {
      return { messages, oldest: Number.NEGATIVE_INFINITY };
    }
    if (!isWhole && !leavesGap(window, Math.min(...timesOf(messages)))) break;
  }
  return { messages, oldest: Math.min(...timesOf(messages)) };
};

/** Many messages in one answer cost less than many answers. */
const wholeListPage = ({ known }: WatchWindow): number =>
  known.size < WHOLE_LIST_PAGE ? WHOLE_LIST_PAGE : LARGEST_PAGE;

/** A subscriber that was there and is not any more has no messages; whether they are gone will show. */
const orNothing = async (looking: Promise<MessageLook>, { newest }: WatchWindow): Promise<MessageLook> => {
  try {
    return await looking;
  } catch (error) {
    if (newest === undefined || !(error instanceof Failure) || error.code !== "E_SUBSCRIBER") throw error;
    return { messages: [], hasMore: false };
  }
};

const askAfter = async (
  look: LookAtPage,
  { subscriberId }: WatchScope,
  absent: readonly Sighting[],
): Promise<{ readonly found: readonly Sighting[]; readonly isFoundWhole: boolean }> => {
  const transactions = [...new Set(absent.flatMap(({ message }) => message.transactionId ?? []))];
  const found: Sighting[] = [];
  let isFoundWhole = true;
  for (const transactionIds of chunks(transactions, MOST_TRANSACTIONS)) {
    const { messages, hasMore } = await look({ subscriberId, transactionIds }, 0, LARGEST_PAGE);
    found.push(...messages);
    isFoundWhole &&= !hasMore;
  }
  return { found, isFoundWhole };
};

const hasTransaction = ({ message }: Sighting): boolean => message.transactionId !== undefined;

const timesOf = (messages: readonly Sighting[]): readonly number[] =>
  messages.map(madeAt).filter((time) => !Number.isNaN(time));
