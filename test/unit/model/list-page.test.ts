import fc from "fast-check";
import { expect, test } from "vitest";
import { isSamePage, readListPage } from "../../../src/commands/api/list-page.js";
import type { JsonValue } from "../../../src/model/json.js";
import { jsonValue } from "./json-arbitrary.js";

const next = (document: JsonValue, query = "") => readListPage(document, new URLSearchParams(query))?.next;

test.each<[string, JsonValue, string, ReturnType<typeof next>]>([
  ["the next number", { page: 2, hasMore: true, data: [] }, "page=2", { name: "page", value: "3" }],
  ["no more numbers", { page: 2, hasMore: false, data: [1] }, "", "none"],
  [
    "hasMore counts for more than a total",
    { page: 0, pageSize: 1, totalCount: 1, hasMore: true, data: [1] },
    "",
    { name: "page", value: "1" },
  ],
  ["a total that is reached", { page: 1, pageSize: 2, totalCount: 4, data: [1, 2] }, "", "none"],
  [
    "a total that is not",
    { page: 1, pageSize: 2, totalCount: 5, data: [1, 2] },
    "",
    { name: "page", value: "2" },
  ],
  ["a full page", { page: 0, pageSize: 2, data: [1, 2] }, "", { name: "page", value: "1" }],
  ["a page that is not full", { page: 0, pageSize: 2, data: [1] }, "", "none"],
  ["a number and nothing else", { page: 0, data: [1] }, "", "none"],
  ["a cursor", { data: [1], next: "c", previous: "b" }, "limit=1", { name: "after", value: "c" }],
  ["a cursor backwards", { data: [1], next: "c", previous: "b" }, "before=x", { name: "before", value: "b" }],
  ["no cursor", { data: [1], next: null, previous: "b" }, "", "none"],
  ["an empty cursor", { data: [1], next: "", previous: "b" }, "", "none"],
  [
    "an id",
    { data: [{ id: "a" }, { id: "b" }], hasMore: true, filter: {} },
    "",
    { name: "after", value: "b" },
  ],
  [
    "an id of the older kind",
    { data: [{ _id: "b" }], hasMore: true },
    "after=a",
    { name: "after", value: "b" },
  ],
  ["an offset", { data: [{ id: "a" }], hasMore: true }, "offset=4", { name: "offset", value: "5" }],
  ["no more ids", { data: [{ id: "a" }], hasMore: false }, "", "none"],
  [
    "an offset below the total of a named list",
    { data: { workflows: [1, 2], totalCount: 5 } },
    "limit=2",
    { name: "offset", value: "2" },
  ],
  [
    "an offset after an offset",
    { data: { layouts: [1, 2], total: 5 } },
    "offset=2",
    { name: "offset", value: "4" },
  ],
  ["the total of a named list", { data: { workflows: [1], totalCount: 5 } }, "offset=4", "none"],
  ["nothing to go on from", { data: [7], hasMore: true }, "", "lost"],
])("%s", (_what, document, query, step) => {
  expect(next(document, query)).toEqual(step);
});

test.each<[JsonValue]>([
  [null],
  [[]],
  [{}],
  [{ data: {} }],
  [{ data: [] }],
  [{ data: [], totalCount: 3 }],
  [{ data: { a: [1], b: [2], totalCount: 3 } }],
  [{ data: { a: [1] } }],
  [{ data: { a: 1, totalCount: 3 } }],
  [{ page: 0, hasMore: true }],
])("%j is no page", (document) => {
  expect(readListPage(document, new URLSearchParams())).toBeUndefined();
});

test("any JSON value can be read, and a page keeps all its items in order", () => {
  fc.assert(
    fc.property(jsonValue, fc.array(jsonValue), fc.boolean(), (any, data, hasMore) => {
      expect(() => readListPage(any, new URLSearchParams())).not.toThrow();
      expect(readListPage({ data, hasMore }, new URLSearchParams())?.items).toEqual(data);
    }),
  );
});

test("equal items are the same page; no items are not", () => {
  const page = (...items: JsonValue[]) => ({ items, next: "none" as const });
  expect(isSamePage(page({ a: 1 }, 2), page({ a: 1 }, 2))).toBe(true);
  expect(isSamePage(page({ a: 1 }, 2), page({ a: 1 }, 3))).toBe(false);
  expect(isSamePage(page(), page())).toBe(false);
});
