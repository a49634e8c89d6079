import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { withFreshSignals } from "../../../src/http/fresh-signals.js";

test("fifty connections at once cause no listener warning from Node", async () => {
  const warnings: string[] = [];
  const hear = ({ name }: Error) => void warnings.push(name);
  process.on("warning", hear);
  try {
    const dial = withFreshSignals(
      (signal) => (target: number, done: (target: number) => void) => {
        signal.addEventListener("abort", () => {});
        done(target);
      },
      new AbortController().signal,
    );
    for (let target = 0; target < 50; target += 1) dial(target, () => {});
    await setImmediate();
  } finally {
    process.off("warning", hear);
  }
  expect(warnings).toEqual([]);
});
