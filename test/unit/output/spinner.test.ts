import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSpinner } from "../../../src/output/spinner.js";

const CLEAR = "\r\u001b[2K";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const recordedSpinner = () => {
  const written: string[] = [];
  const spinner = createSpinner(async (text) => written.push(text) > 0);
  return { spinner, written };
};

const pending = () => {
  let resolve: (value: string) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<string>((...settle) => {
    [resolve, reject] = settle;
  });
  return { promise, resolve, reject };
};

test("short work shows nothing", async () => {
  const { spinner, written } = recordedSpinner();
  const work = pending();
  const result = spinner.during("asking Novu", work.promise);
  await vi.advanceTimersByTimeAsync(299);
  work.resolve("answer");
  expect([await result, written]).toEqual(["answer", []]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(written).toEqual([]);
});

test("longer work shows a spinner, and clears its line at the end", async () => {
  const { spinner, written } = recordedSpinner();
  const work = pending();
  const result = spinner.during("asking Novu", work.promise);
  await vi.advanceTimersByTimeAsync(300 + 2 * 80);
  work.resolve("answer");
  expect(await result).toBe("answer");
  const shown = [`${CLEAR}⠋ asking Novu`, `${CLEAR}⠙ asking Novu`, `${CLEAR}⠹ asking Novu`, CLEAR];
  expect(written).toEqual(shown);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(written).toEqual(shown);
});

test("work that fails clears the line too, and fails", async () => {
  const { spinner, written } = recordedSpinner();
  const work = pending();
  const result = spinner.during("asking", work.promise);
  const outcome = expect(result).rejects.toThrow("broke");
  await vi.advanceTimersByTimeAsync(300);
  work.reject(new Error("broke"));
  await outcome;
  expect(written).toEqual([`${CLEAR}⠋ asking`, CLEAR]);
});

test("clearing erases the spinner once; the next frame draws it again", async () => {
  const { spinner, written } = recordedSpinner();
  const work = pending();
  const result = spinner.during("asking", work.promise);
  await vi.advanceTimersByTimeAsync(300);
  await spinner.clear();
  await spinner.clear();
  await vi.advanceTimersByTimeAsync(80);
  work.resolve("");
  await result;
  expect(written).toEqual([`${CLEAR}⠋ asking`, CLEAR, `${CLEAR}⠙ asking`, CLEAR]);
});

test("clearing without a drawing writes nothing", async () => {
  const { spinner, written } = recordedSpinner();
  await spinner.clear();
  expect(written).toEqual([]);
});

test("a closed terminal does not stop the work", async () => {
  let frames = 0;
  const spinner = createSpinner(async (text) => {
    if (text === CLEAR) return false;
    frames += 1;
    throw new Error("EIO");
  });
  const work = pending();
  const result = spinner.during("asking", work.promise);
  await vi.advanceTimersByTimeAsync(300 + 80);
  work.resolve("answer");
  expect([await result, frames]).toEqual(["answer", 2]);
});

test("a label function is called for every frame", async () => {
  const { spinner, written } = recordedSpinner();
  const work = pending();
  let asked = 0;
  const label = () => {
    asked += 1;
    return `look ${asked}`;
  };
  const result = spinner.during(label, work.promise);
  await vi.advanceTimersByTimeAsync(300 + 80);
  work.resolve("answer");
  await result;
  expect(written).toEqual([`${CLEAR}⠋ look 1`, `${CLEAR}⠙ look 2`, CLEAR]);
});
