import { path, query } from "../http/path.js";
import type { JsonValue } from "../model/json.js";
import type { Page } from "../model/page-search.js";
import { unwrap } from "./envelope.js";
import type { NovuCall } from "./novu-call.js";
import { hasMore, notAList } from "./paging.js";

interface PageRequest {
  readonly limit: number;
  /** The ID of the last notification of the page before. */
  readonly after: string | undefined;
}

/**
 * One page of a subscriber's v2 list, newest first (docs/novu-api.md, "Lists and finding a message").
 * @param filter query parameters; those that are undefined are left out
 * @throws Failure E_NO_ROUTE if the server has no v2 lists, E_SUBSCRIBER and those of reading
 */
export const listNotifications = async (
  call: NovuCall,
  subscriberId: string,
  filter: Parameters<typeof query>[0],
  { limit, after }: PageRequest,
): Promise<Page<JsonValue>> => {
  const list = path`/v2/subscribers/${subscriberId}/notifications`;
  const request = { method: "GET", path: `${list}${query({ ...filter, after, limit })}` } as const;
  const { data, paging } = unwrap(await call(request, { subscriberId }));
  if (!Array.isArray(data)) throw notAList("messages");
  return { items: data, hasMore: hasMore(paging, data.length, { page: 0, limit }) };
};
