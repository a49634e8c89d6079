import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { showProgress } from "../../../src/output/show-progress.js";
import { plainStyle } from "../../../src/output/style.js";

const ERASE = "\r\u001b[J";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const shown = (isAnimated: boolean, columns = 80) => {
  const written: string[] = [];
  const said: string[] = [];
  const state = { done: 0, columns };
  const progress = showProgress(() => ({ unit: "rows", done: state.done, failed: 0, total: 100 }), {
    write: async (text) => written.push(text) > 0,
    stream: {
      stream: new PassThrough(),
      isTerminal: true,
      get columns() {
        return state.columns;
      },
    },
    style: plainStyle,
    now: () => Date.now(),
    isAnimated,
    log: async (text) => void said.push(text),
  });
  return { progress, written, said, state };
};

test("a bar is redrawn in place, and erased at the end", async () => {
  const { progress, written, state } = shown(true);
  await vi.advanceTimersByTimeAsync(120);
  state.done = 50;
  await vi.advanceTimersByTimeAsync(120);
  await progress.stop();
  expect(written).toEqual([
    `${ERASE}${"░".repeat(30)}  0 of 100 rows · 0 %`,
    `${ERASE}${"█".repeat(15)}${"░".repeat(15)}  50 of 100 rows · 50 %`,
    ERASE,
  ]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(written).toHaveLength(3);
});

test("a bar wrapped by a narrower window is erased from its first line on", async () => {
  const { progress, written, state } = shown(true, 80);
  await vi.advanceTimersByTimeAsync(120);
  state.columns = 20;
  await progress.stop();
  expect(written.at(-1)).toBe(`\u001b[2A${ERASE}`);
});

test("after clearing, it is drawn again with the next frame", async () => {
  const { progress, written } = shown(true);
  await vi.advanceTimersByTimeAsync(120);
  await progress.clear();
  await progress.clear();
  await vi.advanceTimersByTimeAsync(120);
  await progress.stop();
  expect(written.map((text) => text === ERASE)).toEqual([false, true, false, true]);
});

test("without animation, a line is logged every ten seconds", async () => {
  const { progress, written, said, state } = shown(false);
  await vi.advanceTimersByTimeAsync(9_999);
  expect(said).toEqual([]);
  state.done = 40;
  await vi.advanceTimersByTimeAsync(1);
  expect(said).toEqual(["40 of 100 rows · 40 % · 4/s · 15 s left"]);
  state.done = 80;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(said).toHaveLength(2);
  await progress.stop();
  await vi.advanceTimersByTimeAsync(30_000);
  expect([said.length, written]).toEqual([2, []]);
});

test("a blocked terminal gets no second frame", async () => {
  let frames = 0;
  const progress = showProgress(() => ({ unit: "rows", done: 0, failed: 0, total: undefined }), {
    write: () => {
      frames += 1;
      return new Promise(() => {});
    },
    stream: { stream: new PassThrough(), isTerminal: true, columns: 80 },
    style: plainStyle,
    now: () => Date.now(),
    isAnimated: true,
    log: async () => {},
  });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(frames).toBe(1);
  void progress.stop();
});
