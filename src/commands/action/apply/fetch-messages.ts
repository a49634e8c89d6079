import { Failure } from "../../../failures/failure.js";
import type { Message } from "../../../model/message.js";
import { normalizedMessageId, timestampOfId } from "../../../model/message-id.js";
import { SLACK_MS } from "../../../model/page-search.js";
import type { MessagePage } from "../../../novu/messages.js";
import type { NovuReader } from "../../../novu/novu.js";
import type { PlannedRow } from "./apply-view.js";

/** Rows are mostly for recent messages, so a small page is often enough; a large one takes a megabyte. */
const SMALL_PAGE = 100;
const LARGE_PAGE = 1_000;

/**
 * Reads the messages of one subscriber's rows, each page of the list once, back to the oldest possible one.
 * @returns by ID in lower case; undefined if there is no such subscriber
 */
export const fetchMessages = async (
  novu: Pick<NovuReader, "messagePages">,
  rows: readonly PlannedRow[],
): Promise<ReadonlyMap<string, Message> | undefined> => {
  const subscriberId = rows[0]?.action.subscriberId ?? "";
  const wanted = new Set(rows.map(({ action }) => normalizedMessageId(action.messageId)));
  const found = new Map<string, Message>();
  try {
    const read = (pageSize: number, maxPages: number) =>
      collectWanted(novu.messagePages({ subscriberId, pageSize }), maxPages, wanted, found);
    const isFound = wanted.size <= SMALL_PAGE && (await read(SMALL_PAGE, 1));
    if (!isFound) await read(LARGE_PAGE, Number.POSITIVE_INFINITY);
    return found;
  } catch (error) {
    if (error instanceof Failure && error.code === "E_SUBSCRIBER") return undefined;
    throw error;
  }
};

/** Adds the wanted messages of the pages to `found`. @returns whether no further page can hold one */
const collectWanted = async (
  pages: AsyncIterable<MessagePage>,
  maxPages: number,
  wanted: ReadonlySet<string>,
  found: Map<string, Message>,
): Promise<boolean> => {
  let pagesRead = 0;
  for await (const page of pages) {
    for (const { message } of page.messages) {
      const id = message.id && normalizedMessageId(message.id);
      if (id !== undefined && wanted.has(id)) found.set(id, message);
    }
    if (isEnough(page, wanted, found)) return true;
    pagesRead += 1;
    if (pagesRead === maxPages) return false;
  }
  return true;
};

const isEnough = (
  { messages, hasMore }: MessagePage,
  wanted: ReadonlySet<string>,
  found: ReadonlyMap<string, Message>,
): boolean => {
  if (!hasMore || found.size === wanted.size) return true;
  const last = Date.parse(messages.at(-1)?.message.createdAt ?? "");
  let oldest = Number.POSITIVE_INFINITY;
  // An ID of another form has no time (NaN), and leads to no more pages.
  for (const id of wanted) if (!found.has(id)) oldest = Math.min(oldest, timestampOfId(id) || oldest);
  return last < oldest - SLACK_MS;
};
