import { isJsonObject, type JsonObject } from "../domain/json.js";
import { readMessage } from "../domain/message.js";
import { createdAtOf } from "../domain/message-id.js";
import { type Page, type PageSearchResult, searchPages } from "../domain/page-search.js";
import { Failure } from "../failure/failure.js";
import { query } from "../http/path.js";
import type { MessageDocument } from "./actions.js";
import { unwrap } from "./envelope.js";
import type { NovuCall } from "./novu-call.js";

/** The server's own limit is 1000; a page of 100 keeps one answer near 100 kB. */
const PAGE_SIZE = 100;

/** One page of a subscriber's in-app messages, newest first (contract 4). @throws Failure */
export const listMessages = async (
  call: NovuCall,
  subscriberId: string,
  page: number,
): Promise<Page<JsonObject>> => {
  const parameters = query({ subscriberId, channel: "in_app", page, limit: PAGE_SIZE });
  const body = await call({ method: "GET", path: `/v1/messages${parameters}` }, { subscriberId });
  const { payload, paging } = unwrap(body);
  if (!Array.isArray(payload)) {
    throw new Failure("E_ANSWER", "what answers there gave something that is not a list of messages", {
      hint: ["Is it the Novu API? Some other service may answer at that address."],
      sent: "yes",
    });
  }
  return { items: payload.filter(isJsonObject), hasMore: paging.hasMore === true };
};

/** Finds one message although the API has no call for it; the id's own time stamp bounds the search. */
export const findMessage = async (
  call: NovuCall,
  subscriberId: string,
  messageId: string,
  mostPages?: number,
): Promise<PageSearchResult<MessageDocument>> => {
  const wanted = messageId.toLowerCase();
  const { found, ...counts } = await searchPages<JsonObject>({
    fetchPage: (page) => listMessages(call, subscriberId, page),
    isWanted: (item) => item._id === wanted,
    timeOf: (item) => Date.parse(String(item.createdAt)),
    wantedTime: createdAtOf(wanted),
    ...(mostPages === undefined ? {} : { mostPages }),
  });
  return found === undefined
    ? counts
    : { ...counts, found: { document: found, message: readMessage(found) } };
};
