import type { StreamedResult } from "../../context/command-module.js";
import { Failure } from "../../failures/failure.js";
import type { JsonValue } from "../../model/json.js";
import { counted } from "../../views/counted.js";
import { columnsOf, type RawItems } from "../../views/raw-response-view.js";
import { isSamePage, readListPage } from "./list-page.js";
import { queryOf, withParameter } from "./query-parameters.js";

type ListPage = NonNullable<ReturnType<typeof readListPage>>;

/** Undefined if the response is not JSON, or not a page of a list. */
export const pageIn = (json: JsonValue | undefined, path: string): ListPage | undefined =>
  json === undefined ? undefined : readListPage(json, queryOf(path));

/** A list, shown page by page. @param send requests a path and returns the JSON of the response */
export const pagedList = (
  first: ListPage,
  path: string,
  limit: number | undefined,
  send: (path: string, page: number) => Promise<JsonValue | undefined>,
): Omit<StreamedResult<RawItems>, "whole"> => {
  let finished: Progress | undefined;
  const fetchPage = async (next: string, progress: Progress): Promise<ListPage> => {
    try {
      const page = pageIn(await send(next, progress.pages + 1), next);
      if (page === undefined) throw noPage();
      return page;
    } catch (error) {
      throw stoppedAt(error, next, progress);
    }
  };
  const onEnd = (progress: Progress) => {
    finished = progress;
  };
  return {
    chunks: rowsOf(followPages({ first, path, fetchPage, limit, onEnd })),
    isOneText: true,
    epilogue: () => finished && { text: epilogueOf(finished) },
  };
};

/** Each page with the first page's columns; a field that first occurs on a later page is reported once, in `late`. */
const rowsOf = async function* (pages: AsyncIterable<readonly JsonValue[]>): AsyncGenerator<RawItems> {
  let columns: readonly string[] | undefined;
  const known = new Set<string>();
  for await (const items of pages) {
    const names = columnsOf(items);
    columns ??= names;
    for (const name of columns) known.add(name);
    yield { items, columns, late: names.filter((name) => !known.has(name)) };
    for (const name of names) known.add(name);
  }
};

const noPage = (): Failure =>
  new Failure("E_ANSWER", "the response isn't a page of the same list", { sent: "yes" });

/** Says what was read before the failure, and how to read the rest. */
const stoppedAt = (error: unknown, path: string, progress: Progress): unknown => {
  if (!(error instanceof Failure)) return error;
  const { hint = [], next = [], details } = error.info;
  return new Failure(error.code, error.message, {
    ...error.info,
    hint: [
      ...hint,
      `${extent(progress)} came before that. -o ndjson, csv and tsv have printed them; other formats print only complete lists.`,
    ],
    next: [
      ...next,
      { words: ["novu-msg", "api", "GET", path, "--paginate"], when: "to continue from the failed page" },
    ],
    details: { ...details, pagesRead: progress.pages, itemsRead: progress.items },
  });
};

const extent = ({ items, pages }: Progress): string =>
  `${counted(items, "item")} on ${counted(pages, "page")}`;

const epilogueOf = (progress: Progress): string => `${extent(progress)}${ENDS[progress.end]}`;

const ENDS: Readonly<Record<Progress["end"], string>> = {
  end: "",
  limit: "; there are more (--limit)",
  repeat: "; then the server started to repeat itself",
  lost: "; the server has more, but no link to the next page",
};

/** Why reading ended; `end` is the end of the list itself. */
type PagingEnd = "end" | "limit" | "repeat" | "lost";

interface Progress {
  readonly pages: number;
  readonly items: number;
  readonly end: PagingEnd;
}

interface PagingOptions {
  readonly first: ListPage;
  /** The path of the first page. */
  readonly path: string;
  readonly fetchPage: (path: string, progress: Progress) => Promise<ListPage>;
  /** The largest number of items. */
  readonly limit: number | undefined;
  readonly onEnd: (progress: Progress) => void;
}

/** The items of a list, page by page; a page is requested when the one before it has been consumed. */
const followPages = async function* (options: PagingOptions): AsyncGenerator<readonly JsonValue[]> {
  const { limit = Number.POSITIVE_INFINITY, fetchPage, onEnd } = options;
  const followed = new Set<string>();
  let { first: page, path } = options;
  let progress: Progress = { pages: 0, items: 0, end: "end" };
  for (;;) {
    const items = page.items.slice(0, limit - progress.items);
    progress = { ...progress, pages: progress.pages + 1, items: progress.items + items.length };
    if (items.length > 0) yield items;
    const next = stepFrom(page, items.length, progress.items >= limit);
    if (typeof next === "string") return onEnd({ ...progress, end: next });
    path = withParameter(path, next.name, next.value);
    const following = followed.has(path) ? undefined : await fetchPage(path, progress);
    if (following === undefined || isSamePage(page, following)) return onEnd({ ...progress, end: "repeat" });
    followed.add(path);
    page = following;
  }
};

/** How to request the next page, or why reading ends here. */
const stepFrom = (
  { items, next }: ListPage,
  taken: number,
  isFull: boolean,
): Exclude<ListPage["next"], string> | Exclude<PagingEnd, "repeat"> => {
  const isLast = next === "none" || items.length === 0;
  if (isFull && !(isLast && taken === items.length)) return "limit";
  if (isLast) return "end";
  return next;
};
