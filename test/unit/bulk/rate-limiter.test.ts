import { expect, test } from "vitest";
import { createRateLimiter } from "../../../src/bulk/rate-limiter.js";
import type { Rate } from "../../../src/bulk/rate-policy.js";
import type { Http, HttpResponse } from "../../../src/http/http.js";
import { settle } from "./rows.js";

/** A clock that goes on when the test says so. */
const createClock = () => {
  let now = 0;
  const naps: { until: number; wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        const wake = () => {
          signal.removeEventListener("abort", wake);
          resolve();
        };
        naps.push({ until: now + ms, wake });
        signal.addEventListener("abort", wake);
      }),
    pass: async (ms: number) => {
      for (const end = now + ms; now < end; now += 1) {
        for (const nap of naps.filter(({ until }) => until <= now)) {
          naps.splice(naps.indexOf(nap), 1);
          nap.wake();
        }
        await settle();
      }
    },
  };
};

const answer = (status: number, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers,
  body: "",
});

const use = (rate: Rate, respond: () => HttpResponse, maxPauseMs = 60_000) => {
  const clock = createClock();
  const ending = new AbortController();
  const sent: number[] = [];
  const http: Http = async () => {
    sent.push(clock.now());
    return respond();
  };
  const limiter = createRateLimiter(rate, {
    ...clock,
    dateNow: clock.now,
    maxPauseMs,
    signal: ending.signal,
  });
  return { clock, ending, sent, limiter, send: limiter.limit(http) };
};

const WRITE = { method: "POST", path: "/x" } as const;

test("each try has its own turn, the second of a row too", async () => {
  const { clock, sent, send } = use({ kind: "at-most", count: 1, perMs: 1_000 }, () => answer(201));
  for (let tries = 0; tries < 3; tries += 1) void send(WRITE);
  await clock.pass(2_500);
  expect(sent).toEqual([0, 1_020, 2_040]);
});

test("a request that is sent in its turn takes no other", async () => {
  const { clock, sent, send, limiter } = use({ kind: "at-most", count: 1, perMs: 1_000 }, () => answer(201));
  const { signal } = new AbortController();
  await limiter.wait(signal);
  void limiter.sendAfterWait(() => send(WRITE));
  expect(sent).toEqual([0]);
  void limiter.wait(signal).then(() => limiter.sendAfterWait(() => send(WRITE)));
  await clock.pass(1_000);
  expect(sent).toEqual([0]);
  await clock.pass(100);
  expect(sent).toEqual([0, 1_020]);
});

test("one 429 holds all back, as long as it says", async () => {
  let refusals = 1;
  const { clock, sent, send } = use({ kind: "unlimited" }, () =>
    refusals-- > 0 ? answer(429, { "retry-after": "3" }) : answer(201),
  );
  await send(WRITE);
  for (let more = 0; more < 3; more += 1) void send(WRITE);
  await clock.pass(3_500);
  expect(sent).toEqual([0, 3_000, 3_000, 3_000]);
});

test.each([
  ["429 without a word", answer(429), 1_000],
  ["429 that asks for no time", answer(429, { "retry-after": "0" }), 250],
  ["503 with a time", answer(503, { "retry-after": "2" }), 2_000],
  ["503 without a word", answer(503), 0],
  ["500", answer(500, { "retry-after": "2" }), 0],
])("after a %s the next one goes", async (_, response, after) => {
  const { clock, sent, send } = use({ kind: "unlimited" }, () => response);
  await send(WRITE);
  void send(WRITE);
  await clock.pass(2_500);
  expect(sent).toEqual([0, after]);
});

test("goes as fast as the answers say, once one has said it", async () => {
  const { clock, sent, send } = use({ kind: "adaptive" }, () =>
    answer(201, {
      "ratelimit-limit": "100",
      "ratelimit-policy": "100;w=5;burst=110",
      "ratelimit-remaining": "90",
    }),
  );
  for (let more = 0; more < 60; more += 1) void send(WRITE);
  await clock.pass(3_000);
  expect(sent.length).toBeGreaterThan(50);
  const late = sent.filter((at) => at >= 1_000 && at < 2_000).length;
  expect(late).toBeGreaterThanOrEqual(18);
  expect(late).toBeLessThanOrEqual(20);
});

test("nobody waits for a turn once it is over", async () => {
  const { clock, ending, sent, send } = use({ kind: "at-most", count: 1, perMs: 60_000 }, () => answer(201));
  await send(WRITE);
  void send(WRITE);
  ending.abort();
  await clock.pass(5);
  expect(sent).toEqual([0, 0]); // The client itself refuses what comes after its end.
});

test.each([
  [
    "a reset far away",
    201,
    { "ratelimit-limit": "10", "ratelimit-remaining": "0", "ratelimit-reset": "600" },
  ],
  ["a window of an hour", 201, { "ratelimit-limit": "1", "ratelimit-policy": "1;w=3600" }],
  ["Retry-After", 429, { "retry-after": "600" }],
])("no pause is longer than --max-wait: %s", async (_, status, headers) => {
  const { clock, sent, send } = use({ kind: "adaptive" }, () => answer(status, headers), 2_000);
  void (async () => {
    for (;;) await send(WRITE);
  })();
  await clock.pass(6_500);
  expect(sent).toHaveLength(4);
  expect(sent.slice(1).map((at, index) => at - (sent[index] ?? 0))).toEqual([2_000, 2_000, 2_000]);
});

test("a rate that the user set is kept however slow it is", async () => {
  const { clock, sent, send } = use({ kind: "at-most", count: 1, perMs: 5_000 }, () => answer(201), 1_000);
  for (let tries = 0; tries < 3; tries += 1) void send(WRITE);
  await clock.pass(9_000);
  expect(sent).toEqual([0, 5_100]);
});
