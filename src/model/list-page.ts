import { isJsonObject, type JsonObject, type JsonValue, jsonEqual, stringOf } from "./json.js";

/** The query parameter that leads to another page. */
export interface PageStep {
  readonly name: string;
  readonly value: string;
}

/** One page of a list, in any of Novu's three styles (docs/novu-api.md, "Lists and finding a message"). */
export interface ListPage {
  readonly items: readonly JsonValue[];
  /** `lost`: there is more, and nothing says how to get there. */
  readonly next: PageStep | "none" | "lost";
}

/**
 * A page, or undefined for an answer that is none.
 * @param asked the query that was answered
 */
export const readListPage = (document: JsonValue, asked: URLSearchParams): ListPage | undefined => {
  if (!isJsonObject(document) || !Array.isArray(document.data)) return undefined;
  const items = document.data;
  const style = STYLES.find(({ isIt }) => isIt(document));
  return style && { items, next: style.next(document, items, asked) };
};

/** Whether the server gave the same again, as one does that does not know the parameter. */
export const isSamePage = (a: ListPage, b: ListPage): boolean =>
  a.items.length > 0 && jsonEqual([...a.items], [...b.items]);

interface Style {
  readonly isIt: (document: JsonObject) => boolean;
  readonly next: (
    document: JsonObject,
    items: readonly JsonValue[],
    asked: URLSearchParams,
  ) => ListPage["next"];
}

/** Pages with numbers: v1. */
const numbered: Style = {
  isIt: ({ page }) => typeof page === "number",
  next: (document, items) =>
    hasMore(document, items) ? { name: "page", value: String(Number(document.page) + 1) } : "none",
};

/**
 * Some lists have no `hasMore`; then the total decides, and without a total, whether the page is full
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

/** A cursor that only the server can read: v2 subscribers. Who began with `before` goes on backwards. */
const cursor: Style = {
  isIt: (document) => Object.hasOwn(document, "next"),
  next: ({ next, previous }, _, asked) => {
    const [name, value] = asked.has("before") ? ["before", previous] : ["after", next];
    const text = stringOf(value);
    return text ? { name, value: text } : "none";
  },
};

/** The last item's id is the cursor: v2 notifications. Who began with `offset` goes on counting. */
const afterId: Style = {
  isIt: (document) => typeof document.hasMore === "boolean",
  next: (document, items, asked) => {
    if (document.hasMore !== true) return "none";
    const offset = Number(asked.get("offset") || Number.NaN);
    if (Number.isFinite(offset)) return { name: "offset", value: String(offset + items.length) };
    const last = items.at(-1);
    const id = isJsonObject(last) ? stringOf(last.id ?? last._id) : undefined;
    return id ? { name: "after", value: id } : "lost";
  },
};

const STYLES = [numbered, cursor, afterId] as const;
