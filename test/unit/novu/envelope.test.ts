import { expect, test } from "vitest";
import { unwrap } from "../../../src/novu/envelope.js";

test.each([
  ["a wrapped message", { data: { _id: "a" } }, { _id: "a" }, {}],
  ["a bare message, whose own data stays", { _id: "a", data: { x: 1 } }, { _id: "a", data: { x: 1 } }, {}],
  ["a bare v2 notification", { id: "a", data: { x: 1 } }, { id: "a", data: { x: 1 } }, {}],
  [
    "a page of a list",
    { data: [{ _id: "a" }], hasMore: true, page: 0, totalCount: 1 },
    [{ _id: "a" }],
    { hasMore: true, page: 0, totalCount: 1 },
  ],
  ["a wrapped list", { data: [] }, [], {}],
  ["a bare list", [{ _id: "a" }], [{ _id: "a" }], {}],
  ["a wrapped number", { data: 3 }, 3, {}],
  ["a wrapped nothing", { data: null }, null, {}],
  [
    "a subscriber that has data inside",
    { data: { subscriberId: "s", data: { x: 1 } } },
    { subscriberId: "s", data: { x: 1 } },
    {},
  ],
  ["an id that is no text is no id", { _id: null, data: [1] }, [1], { _id: null }],
  ["an object without data", { a: 1 }, { a: 1 }, {}],
  ["nothing", null, null, {}],
  ["a text", "x", "x", {}],
])("%s", (_what, body, data, paging) => {
  expect(unwrap(body)).toEqual({ data, paging });
});
