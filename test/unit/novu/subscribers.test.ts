import fc from "fast-check";
import { expect, test } from "vitest";
import { Failure } from "../../../src/failures/failure.js";
import type { JsonValue } from "../../../src/model/json.js";
import type { NovuCall } from "../../../src/novu/novu-call.js";
import { createSubscribers } from "../../../src/novu/subscribers.js";
import { failureOf } from "../failures/failure-of.js";
import { fakeCall } from "./fake-call.js";

const NO_V2 = new Failure("E_NO_ROUTE", "no v2");
const one = (n: number): JsonValue => ({ _id: `i${n}`, subscriberId: `s${n}` });

/** A server with `count` subscribers; in v1 pages are numbered, and a full page means "there is more". */
const serverOf = (count: number, hasV2: boolean) => {
  const asked: string[] = [];
  const call: NovuCall = async ({ path }) => {
    asked.push(path);
    const { pathname, searchParams } = new URL(path, "http://x");
    if (pathname.startsWith("/v2") && !hasV2) throw NO_V2;
    const limit = Number(searchParams.get("limit"));
    const start = hasV2 ? Number(searchParams.get("after") ?? 0) : Number(searchParams.get("page")) * limit;
    const data = Array.from({ length: Math.max(0, Math.min(limit, count - start)) }, (_, at) =>
      one(start + at),
    );
    if (!hasV2) return { data, hasMore: data.length === limit };
    return { data, next: start + limit < count ? String(start + limit) : null };
  };
  return { call, asked };
};

const read = async (
  call: NovuCall,
  query: Parameters<ReturnType<typeof createSubscribers>["pages"]>[0] = {},
) => {
  const ids: (string | undefined)[] = [];
  let next: string | undefined;
  for await (const page of createSubscribers(call).pages(query)) {
    ids.push(...page.subscribers.map(({ subscriber }) => subscriber.subscriberId));
    next = page.next;
  }
  return { ids, next };
};
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `s${from + at}`);

test.each([true, false])(
  "with v2 %s, no more are asked for than are wanted, and the rest can be gone on with",
  async (hasV2) => {
    const { call, asked } = serverOf(300, hasV2);
    const first = await read(call, { max: 120 });
    expect(first.ids).toEqual(ids(0, 120));
    const second = await read(call, { after: first.next, max: 30 });
    expect(second.ids).toEqual(ids(120, 150));
    expect(asked.some((path) => path.includes("limit=20"))).toBe(true);
  },
);

test("any split of the list into pages returns the whole list", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.integer({ min: 0, max: 350 }),
      fc.array(fc.integer({ min: 1, max: 170 }), { minLength: 1, maxLength: 6 }),
      async (hasV2, count, sizes) => {
        const { call } = serverOf(count, hasV2);
        const all: (string | undefined)[] = [];
        let after: string | undefined;
        for (let piece = 0; ; piece += 1) {
          const { ids: found, next } = await read(call, { after, max: sizes[piece % sizes.length] });
          all.push(...found);
          if (next === undefined) break;
          after = next;
        }
        expect(all).toEqual(ids(0, count));
      },
    ),
    { numRuns: 60 },
  );
});

test("a server without v2 is asked for it once, and not at all for an offset of v1", async () => {
  const { call, asked } = serverOf(250, false);
  expect((await read(call)).ids).toEqual(ids(0, 250));
  expect(asked).toEqual([
    "/v2/subscribers?limit=100",
    "/v1/subscribers?page=0&limit=100",
    "/v1/subscribers?page=1&limit=100",
    "/v1/subscribers?page=2&limit=100",
  ]);
  asked.length = 0;
  await read(call, { after: "offset:200", max: 50 });
  expect(asked).toEqual(["/v1/subscribers?page=4&limit=50"]);
});

test("another failure of v2 does not count as its absence", async () => {
  const { call } = fakeCall([new Failure("E_SERVER", "down")]);
  expect((await failureOf(() => read(call))).code).toBe("E_SERVER");
});

test("four fields are searched, and each subscriber is returned once", async () => {
  const page = (...data: JsonValue[]): JsonValue => ({ data, next: null });
  const { call, asked } = fakeCall([page(one(1)), page(one(1)), page(one(2)), page()]);
  const found = await createSubscribers(call).matching("a&b");
  expect(found.map(({ document }) => document)).toEqual([one(1), one(2)]);
  expect(asked.map(([{ path }]) => path)).toEqual([
    "/v2/subscribers?subscriberId=a%26b&limit=100",
    "/v2/subscribers?email=a%26b&limit=100",
    "/v2/subscribers?name=a%26b&limit=100",
    "/v2/subscribers?phone=a%26b&limit=100",
  ]);
  expect(await createSubscribers(serverOf(5, false).call).matching("s1")).toEqual([]);
});

test("the pages of matches are followed until there are more than wanted", async () => {
  const { call, asked } = serverOf(350, true);
  expect(await createSubscribers(call).matching("s", { max: 1_000 })).toHaveLength(350);
  expect(asked.filter((path) => path.includes("email=s"))).toHaveLength(4);
  asked.length = 0;
  await createSubscribers(call).matching("s", { max: 150 });
  expect(asked.filter((path) => path.includes("email=s"))).toHaveLength(2);
});

test("one subscriber is read with v2, otherwise v1; its ID is one path segment", async () => {
  const { call, asked } = fakeCall([NO_V2, { data: one(1) }]);
  expect((await createSubscribers(call).read("a/b")).document).toEqual(one(1));
  expect(asked).toEqual([
    [{ method: "GET", path: "/v2/subscribers/a%2Fb" }, { subscriberId: "a/b" }],
    [{ method: "GET", path: "/v1/subscribers/a%2Fb" }, { subscriberId: "a/b" }],
  ]);
});

test.each([[{ data: [] }], [{ data: "x" }]])("%j is no subscriber", async (body) => {
  expect((await failureOf(() => createSubscribers(fakeCall([body]).call).read("s"))).code).toBe("E_ANSWER");
});

test.each([[{ data: {} }], [{ ok: true }]])("%j is no list of subscribers", async (body) => {
  const { code, message } = await failureOf(() => read(fakeCall([body]).call));
  expect([code, message]).toEqual(["E_ANSWER", "the server's response isn't a list of subscribers"]);
});
