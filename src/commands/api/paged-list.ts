import type { InParts } from "../../context/command-module.js";
import { Failure } from "../../failures/failure.js";
import type { HttpResponse } from "../../http/http.js";
import type { JsonValue } from "../../model/json.js";
import { isSamePage, type ListPage, type PageStep, readListPage } from "../../model/list-page.js";
import { counted } from "../../views/counted.js";
import { columnsOf } from "../../views/json-table.js";
import type { RawItems } from "../../views/raw-response-view.js";
import { queryOf, withParameter } from "./query-text.js";
import { jsonOf } from "./read-response.js";

/** The answer as a page of a list, or undefined where it is none. */
export const pageIn = (response: HttpResponse, path: string): ListPage | undefined => {
  const json = jsonOf(response);
  return json === undefined ? undefined : readListPage(json, queryOf(path));
};

/** A list, shown as its pages come. @param send asks for a page by its path */
export const pagedList = (
  first: ListPage,
  path: string,
  limit: number | undefined,
  send: (path: string, page: number) => Promise<HttpResponse>,
): Omit<InParts<RawItems>, "whole"> => {
  let walked: Walk | undefined;
  const fetch = async (next: string, walk: Walk): Promise<ListPage> => {
    try {
      const page = pageIn(await send(next, walk.pages + 1), next);
      if (page === undefined) throw noPage();
      return page;
    } catch (error) {
      throw stoppedAt(error, next, walk);
    }
  };
  const onEnd = (walk: Walk) => {
    walked = walk;
  };
  return {
    parts: rowsOf(followPages({ first, path, fetch, limit, onEnd })),
    isOneText: true,
    epilogue: () => walked && { text: epilogueOf(walked) },
  };
};

/** Each page as rows of the first one's columns, and each field that came too late told once. */
const rowsOf = async function* (pages: AsyncIterable<readonly JsonValue[]>): AsyncGenerator<RawItems> {
  let columns: readonly string[] | undefined;
  const told = new Set<string>();
  for await (const items of pages) {
    const names = columnsOf(items);
    columns ??= names;
    for (const name of columns) told.add(name);
    yield { items, columns, late: names.filter((name) => !told.has(name)) };
    for (const name of names) told.add(name);
  }
};

const noPage = (): Failure =>
  new Failure("E_ANSWER", "the answer is not a page of the list that was begun", { sent: "yes" });

/** What had come is not lost where it was shown as it came; the rest can be asked for from here. */
const stoppedAt = (error: unknown, path: string, walk: Walk): unknown => {
  if (!(error instanceof Failure)) return error;
  const { hint = [], next = [], details } = error.info;
  return new Failure(error.code, error.message, {
    ...error.info,
    hint: [
      ...hint,
      `${extent(walk)} came before that; -o ndjson, csv and tsv have printed them, other formats print a list whole.`,
    ],
    next: [
      ...next,
      { words: ["novu-msg", "api", "GET", path, "--paginate"], when: "to go on from the page that failed" },
    ],
    details: { ...details, pagesRead: walk.pages, itemsRead: walk.items },
  });
};

const extent = ({ items, pages }: Walk): string => `${counted(items, "item")} on ${counted(pages, "page")}`;

const epilogueOf = (walk: Walk): string => `${extent(walk)}${ENDS[walk.end]}`;

const ENDS: Readonly<Record<Walk["end"], string>> = {
  end: "",
  limit: "; there are more, --limit ended it",
  repeat: "; there the server began to repeat itself",
  lost: "; the server says there is more, but not how to ask for it",
};

/** Why the walk ended. `end` is the list's own end. */
type WalkEnd = "end" | "limit" | "repeat" | "lost";

/** How far a walk has come. */
interface Walk {
  readonly pages: number;
  readonly items: number;
  readonly end: WalkEnd;
}

interface WalkOptions {
  readonly first: ListPage;
  /** The path of the first page. */
  readonly path: string;
  readonly fetch: (path: string, walk: Walk) => Promise<ListPage>;
  /** Most items. */
  readonly limit: number | undefined;
  readonly onEnd: (walk: Walk) => void;
}

/** The items of a list, page by page; each page is asked for when the one before has been taken. */
const followPages = async function* (options: WalkOptions): AsyncGenerator<readonly JsonValue[]> {
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
