import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { seedOne, useSandbox } from "../../support/sandbox.js";
import { watched } from "./watched.js";

test("a watch that has to connect again and again keeps nothing of the connections that are over", async () => {
  const sandbox = await useSandbox();
  seedOne(sandbox);
  const ending = new AbortController();
  const counts: number[] = [];
  const breakNext = () => {
    sandbox.fault({ name: "reset-before" });
    counts.push(getEventListeners(ending.signal, "abort").length);
  };
  const pace = ["--interval", "1s", "--max-interval", "1s"];
  const { code } = await watched(sandbox.env, pace, Array(120).fill(breakNext), { signal: ending.signal });
  expect([code, counts.length]).toEqual([0, 120]);
  expect(Math.max(...counts)).toBeLessThan(10);
});
