import { Failure } from "../../../failures/failure.js";
import type { Message } from "../../../model/message.js";
import { createdAtOf } from "../../../model/message-id.js";
import { SLACK_MS } from "../../../model/page-search.js";
import type { MessagePage, MessageQuery } from "../../../novu/message-pages.js";
import type { NovuReader } from "../../../novu/novu.js";

/** Most messages that matter are young: a small page often has them all, and a large one costs a megabyte. */
const SMALL_PAGE = 100;
const LARGE_PAGE = 1_000;

/**
 * The wanted messages of one subscriber as they are now, each page of the list read once; no further than
 * messages can be, since an id tells when its message was made.
 * @returns by id in lower case; undefined where there is no such subscriber
 * @throws Failure of the reading
 */
export const presentState = async (
  novu: Pick<NovuReader, "messagePages">,
  subscriberId: string,
  messageIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Message> | undefined> => {
  const found = new Map<string, Message>();
  try {
    const look = (pageSize: number) => lookThrough(novu, { subscriberId, pageSize }, messageIds, found);
    const isFound = messageIds.size <= SMALL_PAGE && (await look(SMALL_PAGE));
    if (!isFound) await look(LARGE_PAGE);
    return found;
  } catch (error) {
    if (error instanceof Failure && error.code === "E_SUBSCRIBER") return undefined;
    throw error;
  }
};

/** A look at the first small page, or at large ones to the end; whether that was enough. */
const lookThrough = async (
  novu: Pick<NovuReader, "messagePages">,
  query: MessageQuery,
  wanted: ReadonlySet<string>,
  found: Map<string, Message>,
): Promise<boolean> => {
  for await (const page of novu.messagePages(query)) {
    for (const { message } of page.messages) {
      const id = message.id?.toLowerCase();
      if (id !== undefined && wanted.has(id)) found.set(id, message);
    }
    if (isEnough(page, wanted, found)) return true;
    if (query.pageSize === SMALL_PAGE) return false;
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
  for (const id of wanted) if (!found.has(id)) oldest = Math.min(oldest, createdAtOf(id));
  return last < oldest - SLACK_MS;
};
