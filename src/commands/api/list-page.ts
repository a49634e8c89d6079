import { isJsonObject, type JsonObject, type JsonValue, jsonEqual, stringOf } from "../../model/json.js";

/** The query parameter that leads to another page. */
interface PageParameter {
  readonly name: string;
  readonly value: string;
}

/** One page of a list, in any of Novu's four styles (docs/novu-api.md, "Lists and finding a message"). */
interface ListPage {
  readonly items: readonly JsonValue[];
  /** `lost`: there is another page, but no parameter that leads to it. */
  readonly next: PageParameter | "none" | "lost";
}

/**
 * Reads a page; undefined if the response is not a list.
 * @param query the query of the request
 */
export const readListPage = (document: JsonValue, query: URLSearchParams): ListPage | undefined => {
  if (!isJsonObject(document)) return undefined;
  if (isJsonObject(document.data)) return readCountedPage(document.data, query);
  if (!Array.isArray(document.data)) return undefined;
  const items = document.data;
  const style = STYLES.find(({ matches }) => matches(document));
  return style && { items, next: style.next(document, items, query) };
};

/** One list under a name of its own, with a total, continued with offsets: v2 workflows and layouts. */
const readCountedPage = (data: JsonObject, query: URLSearchParams): ListPage | undefined => {
  const [items, another] = Object.values(data).filter((value) => Array.isArray(value));
  const total = data.totalCount ?? data.total;
  if (items === undefined || another !== undefined || typeof total !== "number") return undefined;
  const end = (Number(query.get("offset")) || 0) + items.length;
  return { items, next: end < total ? { name: "offset", value: String(end) } : "none" };
};

/** Whether both pages are the same, as from a server that ignores the parameter. */
export const isSamePage = (a: ListPage, b: ListPage): boolean =>
  a.items.length > 0 && jsonEqual([...a.items], [...b.items]);

interface PagingStyle {
  readonly matches: (document: JsonObject) => boolean;
  readonly next: (
    document: JsonObject,
    items: readonly JsonValue[],
    query: URLSearchParams,
  ) => ListPage["next"];
}

/** Numbered pages: v1. */
const numbered: PagingStyle = {
  matches: ({ page }) => typeof page === "number",
  next: (document, items) =>
    hasMore(document, items) ? { name: "page", value: String(Number(document.page) + 1) } : "none",
};

/**
 * Some lists have no `hasMore`: then the total decides or, without a total, whether the page is full
 * (docs/novu-api.md, "Lists and finding a message").
 */
const hasMore = (document: JsonObject, items: readonly JsonValue[]): boolean => {
  const { hasMore: more, totalCount, pageSize, page } = document;
  if (typeof more === "boolean") return more;
  if (typeof pageSize !== "number") return false;
  return typeof totalCount === "number"
    ? (Number(page) + 1) * pageSize < totalCount
    : items.length >= pageSize;
};

/** An opaque cursor: v2 subscribers. A query with `before` continues backwards. */
const cursor: PagingStyle = {
  matches: (document) => Object.hasOwn(document, "next"),
  next: ({ next, previous }, _, query) => {
    const [name, value] = query.has("before") ? ["before", previous] : ["after", next];
    const text = stringOf(value);
    return text ? { name, value: text } : "none";
  },
};

/** The ID of the last item is the cursor: v2 notifications. A query with `offset` continues with offsets. */
const afterId: PagingStyle = {
  matches: (document) => typeof document.hasMore === "boolean",
  next: (document, items, query) => {
    if (document.hasMore !== true) return "none";
    const offset = Number(query.get("offset") || Number.NaN);
    if (Number.isFinite(offset)) return { name: "offset", value: String(offset + items.length) };
    const last = items.at(-1);
    const id = isJsonObject(last) ? stringOf(last.id ?? last._id) : undefined;
    return id ? { name: "after", value: id } : "lost";
  },
};

const STYLES = [numbered, cursor, afterId] as const;
