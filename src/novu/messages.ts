import { Failure } from "../failures/failure.js";
import { withoutSending } from "../http/network-failure.js";
import { path, query } from "../http/path.js";
import { booleanOf, isJsonObject, type JsonObject } from "../model/json.js";
import { readMessage } from "../model/message.js";
import { createdAtOf } from "../model/message-id.js";
import { type Page, type PageSearch, type PageSearchResult, searchPages } from "../model/page-search.js";
import type { MessageDocument } from "./actions.js";
import { unwrap } from "./envelope.js";
import type { NovuCall } from "./novu-call.js";

/** The server's own limit is 1000; a page of 100 keeps one answer near 100 kB. */
export const PAGE_SIZE = 100;

/** Transactions of one question: an address that carries more may be too long for what stands between. */
export const MOST_TRANSACTIONS = 50;

/** Which messages are listed, as far as the server can tell. */
export interface MessageScope {
  readonly subscriberId?: string | undefined;
  readonly transactionIds?: readonly string[] | undefined;
}

/** One page, counted from 0, and how to give it up. */
export interface PageRequest {
  readonly page: number;
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/** One page of in-app messages, newest first (docs/novu-api.md, "Lists and finding a message"). @throws Failure */
export const listMessages = async (
  call: NovuCall,
  { subscriberId, transactionIds }: MessageScope,
  { page, limit, signal }: PageRequest,
): Promise<Page<JsonObject>> => {
  const parameters = query({
    subscriberId,
    transactionId: transactionIds ?? [],
    channel: "in_app",
    page,
    limit,
  });
  const body = await call(
    { method: "GET", path: `/v1/messages${parameters}`, ...(signal === undefined ? {} : { signal }) },
    subscriberId === undefined ? {} : { subscriberId },
  );
  const { payload, paging } = unwrap(body);
  if (!Array.isArray(payload)) throw notAList("messages");
  const items = payload.filter(isJsonObject);
  return { items, hasMore: hasMore(paging, payload.length, { page, limit }) };
};

/**
 * Some servers leave out `hasMore` or `totalCount`; then a full page means that there is more
 * (docs/novu-api.md, "Lists and finding a message").
 */
export const hasMore = (
  paging: JsonObject,
  count: number,
  { page, limit }: Pick<PageRequest, "page" | "limit">,
): boolean => {
  const { totalCount } = paging;
  const told = booleanOf(paging.hasMore);
  if (told !== undefined) return told;
  return typeof totalCount === "number" ? (page + 1) * limit < totalCount : count >= limit;
};

export const notAList = (what: string): Failure =>
  new Failure("E_ANSWER", `what answers there gave something that is not a list of ${what}`, {
    hint: ["Is it the Novu API? Some other service may answer at that address."],
    sent: "yes",
  });

/**
 * Whether a failure of listing means that there is no such list, or none of this subscriber's: the route is missing, or
 * what came is no list. Trouble of network, key and server is none.
 */
export const hasNoSuchList = ({ code, info }: Failure): boolean => {
  if (code === "E_ANSWER") return true;
  const status = info.http?.status ?? 0;
  return NO_SUCH_LIST.has(status) || (code === "E_NOT_NOVU" && isSuccess(status));
};

/**
 * The failure of a read that was made before a write, told as that of the write: it was not sent, and what is said of
 * sending is said of the write.
 */
export const beforeWrite = (failure: Failure): Failure => {
  const { code, message, info } = withoutSending(failure);
  const hint = [...(info.hint ?? []), "Nothing was written: this was the read before the write."];
  return new Failure(code, message, { ...info, hint, sent: "no", details: { ...info.details, tries: 0 } });
};

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** Not 401, 403 and 429: those would meet the write too. */
const NO_SUCH_LIST: ReadonlySet<number> = new Set([400, 404, 405, 410, 422]);

export const asDocument = (document: JsonObject): MessageDocument => ({
  document,
  message: readMessage(document),
});

/** What it takes to find a message's place in a list: the id's own time stamp bounds the search. */
export const searchFor = (
  messageId: string,
  fetchPage: PageSearch<JsonObject>["fetchPage"],
): PageSearch<JsonObject> => ({
  fetchPage,
  isWanted: (item) => item._id === messageId,
  timeOf: (item) => Date.parse(String(item.createdAt)),
  wantedTime: createdAtOf(messageId),
});

/** A search's outcome; where no message has the id, perhaps one whose `_notificationId` it is. */
export interface MessageSearchResult extends PageSearchResult<MessageDocument> {
  readonly ofSameEvent?: MessageDocument;
}

/** Finds one message although the API has no call for it. */
export const findMessage = async (
  call: NovuCall,
  subscriberId: string,
  messageId: string,
): Promise<MessageSearchResult> => {
  const wanted = messageId.toLowerCase();
  const ofSameEvent: JsonObject[] = [];
  const fetchPage = async (page: number) => {
    const fetched = await listMessages(call, { subscriberId }, { page, limit: PAGE_SIZE });
    ofSameEvent.push(...fetched.items.filter(({ _notificationId }) => _notificationId === wanted));
    return fetched;
  };
  const { found, ...counts } = await searchPages<JsonObject>(searchFor(wanted, fetchPage));
  if (found !== undefined) return { ...counts, found: asDocument(found) };
  const [other] = ofSameEvent;
  return other === undefined ? counts : { ...counts, ofSameEvent: asDocument(other) };
};

/**
 * Deletes a message (docs/novu-api.md, "Marks and delete"). A 2xx counts only if its body says “deleted”.
 * @throws Failure E_MESSAGE, E_MISMATCH
 */
export const deleteMessage = async (call: NovuCall, messageId: string): Promise<void> => {
  const body = await call({ method: "DELETE", path: path`/v1/messages/${messageId}` }, { messageId });
  const { payload } = unwrap(body);
  if (isJsonObject(payload) && payload.acknowledged === true) return;
  throw new Failure("E_MISMATCH", `Novu does not say that message ${messageId} was deleted`, {
    hint: ["It answered with a success about something else."],
    next: [{ words: ["novu-msg", "message", "delete", messageId], when: "if it is still there" }],
    sent: "yes",
  });
};
