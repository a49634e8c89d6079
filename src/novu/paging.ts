import { Failure } from "../failures/failure.js";
import { booleanOf, type JsonObject } from "../model/json.js";

/**
 * Whether there is another page. Some servers leave out `hasMore` or `totalCount`; then a full page means that there
 * is more (docs/novu-api.md, "Lists and finding a message").
 * @param count items on this page
 * @param page this page's number, from 0
 */
export const hasMore = (
  { hasMore, totalCount }: JsonObject,
  count: number,
  { page, limit }: { readonly page: number; readonly limit: number },
): boolean =>
  booleanOf(hasMore) ?? (typeof totalCount === "number" ? (page + 1) * limit < totalCount : count >= limit);

export const notAList = (what: string): Failure =>
  new Failure("E_ANSWER", `the server's response isn't a list of ${what}`, {
    hint: ["Check the URL: is it the Novu API?"],
    sent: "yes",
  });

export const endlessList = (what: string, pagesRead: number): Failure =>
  new Failure("E_SEARCH", `gave up after ${pagesRead} pages: the server's list of ${what} never ends`, {
    hint: ["Its pages repeat. Only the items before that were shown."],
    sent: "yes",
    details: { pagesRead },
  });
