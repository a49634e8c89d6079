import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Choice, Search } from "../../../src/prompts/prompts.js";
import { type SearchState, startSearch } from "../../../src/prompts/start-search.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const batch = (from: number, count: number): Choice<number>[] =>
  Array.from({ length: count }, (_, index) => ({ value: from + index, name: String(from + index) }));

const open = (search: Search<number>, { delayMs = 0, batchSize = 3 } = {}) => {
  const states: SearchState<number>[] = [];
  const running = startSearch(search, "term", { delayMs, batchSize }, (state) => states.push(state));
  return { running, states, seen: () => states.map(({ status, choices }) => `${status} ${choices.length}`) };
};

test("small and empty batches are collected until there are enough, and no further", async () => {
  let pulled = 0;
  const { seen, running } = open(async function* () {
    for (const size of [0, 1, 0, 2, 5, 1]) {
      pulled += 1;
      yield batch(0, size);
    }
  });
  await vi.advanceTimersByTimeAsync(0);
  expect([seen().at(-1), pulled]).toEqual(["idle 3", 4]);
  running.more();
  await vi.advanceTimersByTimeAsync(0);
  expect([seen().at(-1), pulled]).toEqual(["idle 8", 5]);
  running.more();
  await vi.advanceTimersByTimeAsync(0);
  expect(seen().at(-1)).toBe("ended 9");
});

test("nothing is requested until the person has stopped typing", async () => {
  const terms: string[] = [];
  const { running } = open(
    async function* (term) {
      terms.push(term);
      yield batch(0, 1);
    },
    { delayMs: 200 },
  );
  await vi.advanceTimersByTimeAsync(199);
  running.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(terms).toEqual([]);
});

test("a stopped search reports nothing more, and its signal is aborted", async () => {
  let isEnded = false;
  const { running, seen } = open(async function* (_term, signal) {
    signal.addEventListener("abort", () => {
      isEnded = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    yield batch(0, 3);
  });
  await vi.advanceTimersByTimeAsync(500);
  running.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect([seen(), isEnded]).toEqual([["loading 0"], true]);
});

test("a slow response sets the status `slow`, and still counts", async () => {
  const { seen } = open(async function* () {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    yield batch(0, 3);
  });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(seen()).toEqual(["loading 0", "slow 0"]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(seen().at(-1)).toBe("idle 3");
});

test("a failure keeps the earlier matches and the reason", async () => {
  const { states } = open(async function* () {
    yield batch(0, 1);
    throw new Error("connection refused by 127.0.0.1");
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(states.at(-1)).toEqual({
    choices: batch(0, 1),
    status: "failed",
    problem: "connection refused by 127.0.0.1",
  });
});

test("requesting more while a request is in flight sends one request", async () => {
  let pulled = 0;
  const { running } = open(async function* () {
    for (;;) {
      pulled += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
      yield batch(pulled, 3);
    }
  });
  await vi.advanceTimersByTimeAsync(150);
  for (let count = 0; count < 5; count += 1) running.more();
  await vi.advanceTimersByTimeAsync(150);
  expect(pulled).toBe(2);
});
