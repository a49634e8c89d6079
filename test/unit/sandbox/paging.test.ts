import { expect, test } from "vitest";
import { listPath, runSandbox, type Send } from "./running-sandbox.js";

interface Page {
  readonly data: readonly Record<string, unknown>[];
  readonly hasMore: boolean;
  readonly next: string | null;
  readonly previous: string | null;
  readonly totalCount: number;
}

const page = async (send: Send, path: string): Promise<Page> => (await send("GET", path)).body as Page;

const NOTIFICATIONS = "/v2/subscribers/sub-1/notifications";

test("messages are listed newest first, in whatever order they were created", async () => {
  const { sandbox, send } = await runSandbox({ now: () => 5_000_000 });
  const ages = [3_000_000, 1_000_000, 4_000_000, 1_000_000, 2_000_000];
  const made = ages.flatMap((createdAt) => sandbox.seed({ createdAt }));
  const expected = [2, 0, 4, 3, 1].map((index) => made[index]?.messageId);
  expect((await page(send, listPath({}))).data.map(({ _id }) => _id)).toEqual(expected);
  expect((await page(send, NOTIFICATIONS)).data.map(({ id }) => id)).toEqual(expected);
});

test("pages of messages cover all of them once", async () => {
  const { sandbox, send } = await runSandbox();
  const made = sandbox.seed({ count: 25 }).map(({ messageId }) => messageId);
  const pages = await Promise.all([0, 1, 2, 3].map((number) => page(send, listPath({ page: `${number}` }))));
  expect(pages.map(({ data }) => data.length)).toEqual([10, 10, 5, 0]);
  expect(pages.map(({ hasMore }) => hasMore)).toEqual([true, true, false, false]);
  expect(pages.flatMap(({ data }) => data.map(({ _id }) => _id))).toEqual(made.reverse());
});

test("notifications are paged by the last ID, even if it no longer matches the filter", async () => {
  const { sandbox, send } = await runSandbox();
  const made = sandbox
    .seed({ count: 5 })
    .map(({ messageId }) => messageId)
    .reverse();
  const first = await page(send, `${NOTIFICATIONS}?limit=2&read=false`);
  expect(first.data.map(({ id }) => id)).toEqual(made.slice(0, 2));
  await send("PATCH", `${NOTIFICATIONS}/${made[1]}/read`);
  const second = await page(send, `${NOTIFICATIONS}?limit=3&read=false&after=${made[1]}`);
  expect(second).toMatchObject({ hasMore: false, filter: { read: false } });
  expect(second.data.map(({ id }) => id)).toEqual(made.slice(2));
  const skipped = await page(send, `${NOTIFICATIONS}?limit=2&offset=2`);
  expect(skipped.data.map(({ id }) => id)).toEqual(made.slice(2, 4));
});

test("an unknown cursor has no next page, an invalid one is refused", async () => {
  const { sandbox, send } = await runSandbox();
  sandbox.seed();
  expect(await page(send, `${NOTIFICATIONS}?after=507f1f77bcf86cd799439011`)).toMatchObject({
    data: [],
    hasMore: false,
  });
  expect((await send("GET", `${NOTIFICATIONS}?after=nope`)).status).toBe(422);
});

test("notifications are filtered by state and age", async () => {
  const { sandbox, send } = await runSandbox({ now: () => 9_000_000 });
  sandbox.seed({ createdAt: 1_000_000 });
  const [recent] = sandbox.seed({ createdAt: 8_000_000 });
  await send("PATCH", `${NOTIFICATIONS}/${recent?.messageId}/archive`);
  const count = async (query: string) => (await page(send, `${NOTIFICATIONS}?${query}`)).data.length;
  expect(await count("createdGte=2000000")).toBe(1);
  expect(await count("createdLte=2000000")).toBe(1);
  expect(await count("createdGte=2000000&createdLte=3000000")).toBe(0);
  expect([await count("archived=true"), await count("archived=false"), await count("archived=yes")]).toEqual([
    1, 1, 1,
  ]);
  expect([await count("seen=true"), await count("snoozed=true"), await count("severity=none")]).toEqual([
    1, 0, 2,
  ]);
  expect([await count("severity=high"), await count("tags=any")]).toEqual([0, 0]);
  expect((await send("GET", `${NOTIFICATIONS}?read=false&archived=true`)).status).toBe(400);
});

test("subscribers are paged by cursors, forwards and backwards", async () => {
  const { send } = await runSandbox();
  for (const to of ["a", "b"]) {
    await send("POST", "/v1/events/trigger", { name: "single", to });
  }
  const ids = ({ data }: Page) => data.map(({ subscriberId }) => subscriberId);
  const first = await page(send, "/v2/subscribers?limit=2");
  expect([ids(first), first.previous, first.totalCount]).toEqual([["b", "a"], null, 5]);
  const second = await page(send, `/v2/subscribers?limit=2&after=${first.next}`);
  expect(ids(second)).toEqual(["user:42@example.com", "sub-2"]);
  const third = await page(send, `/v2/subscribers?limit=2&after=${second.next}`);
  expect([ids(third), third.next]).toEqual([["sub-1"], null]);
  const back = await page(send, `/v2/subscribers?limit=2&before=${third.previous}`);
  expect(ids(back)).toEqual(ids(second));
  const upwards = await page(send, "/v2/subscribers?limit=2&orderDirection=ASC");
  expect(ids(upwards)).toEqual(["sub-1", "sub-2"]);
  const named = await page(send, `/v2/subscribers?${new URLSearchParams({ name: "Grace Hopper" })}`);
  expect(ids(named)).toEqual(["sub-2"]);
});

test("in v1 lists of subscribers, a full page means that there is more", async () => {
  const { send } = await runSandbox({ server: "2.0" });
  expect(await page(send, "/v1/subscribers?limit=3")).toMatchObject({ hasMore: true, page: 0, pageSize: 3 });
  expect(await page(send, "/v1/subscribers?limit=3&page=1")).toMatchObject({ hasMore: false, data: [] });
});
