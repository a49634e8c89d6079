import type { JsonValue } from "../../model/json.js";
import { isSamePage, type ListPage, type PageStep } from "../../model/list-page.js";
import { withParameter } from "./query-text.js";

/** Why the walk ended. `end` is the list's own end. */
type WalkEnd = "end" | "limit" | "repeat" | "lost";

/** How far a walk has come. */
export interface Walk {
  readonly pages: number;
  readonly items: number;
  readonly end: WalkEnd;
}

export interface WalkOptions {
  readonly first: ListPage;
  /** The path of the first page. */
  readonly path: string;
  readonly fetch: (path: string, walk: Walk) => Promise<ListPage>;
  /** Most items. */
  readonly limit: number | undefined;
  readonly onEnd: (walk: Walk) => void;
}

/** The items of a list, page by page; each page is asked for when the one before has been taken. */
export const followPages = async function* (options: WalkOptions): AsyncGenerator<readonly JsonValue[]> {
  const { limit = Number.POSITIVE_INFINITY, fetch, onEnd } = options;
  const followed = new Set<string>();
  let { first: page, path } = options;
  let walk: Walk = { pages: 0, items: 0, end: "end" };
  for (;;) {
    const items = page.items.slice(0, limit - walk.items);
    walk = { ...walk, pages: walk.pages + 1, items: walk.items + items.length };
    if (items.length > 0) yield items;
    const next = stepFrom(page, items.length, walk.items >= limit);
    if (typeof next === "string") return onEnd({ ...walk, end: next });
    path = withParameter(path, next.name, next.value);
    const following = followed.has(path) ? undefined : await fetch(path, walk);
    if (following === undefined || isSamePage(page, following)) return onEnd({ ...walk, end: "repeat" });
    followed.add(path);
    page = following;
  }
};

/** Where to go from a page, or why no further. */
const stepFrom = (
  { items, next }: ListPage,
  taken: number,
  isFull: boolean,
): PageStep | Exclude<WalkEnd, "repeat"> => {
  const isLast = next === "none" || items.length === 0;
  if (isFull && !(isLast && taken === items.length)) return "limit";
  if (isLast) return "end";
  return next;
};
