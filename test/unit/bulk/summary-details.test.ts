import { expect, test } from "vitest";
import type { RowResult } from "../../../src/bulk/row.js";
import { createCounter, partialFailure, type Summary } from "../../../src/commands/action/apply/summary.js";
import { goodRows } from "./rows.js";

test("the details of a partial failure count rows under the field names of the JSON error", () => {
  const [row = expect.fail()] = goodRows([{ message: 1 }]);
  const result = (outcome: RowResult["outcome"], code?: RowResult["code"]): RowResult => ({
    row,
    outcome,
    attempts: 1,
    ms: 0,
    ...(code === undefined ? {} : { code }),
  });
  const counter = createCounter();
  for (const each of [
    result("ok"),
    result("failed", "E_NETWORK"),
    result("skipped", "already-done"),
    result("skipped", "too-many-failures"),
    result("skipped", "interrupted"),
  ])
    counter.add(each);
  const summary: Summary = {
    ...counter,
    elapsedMs: 0,
    isInputConsumed: true,
    isTotalKnown: true,
    isRereadable: true,
    input: { failedTo: undefined, maxFailures: 1 },
  };
  expect(JSON.stringify(partialFailure(summary)?.info.details?.counts)).toBe(
    '{"ok":1,"unchanged":0,"kept":0,"failed":1,"unknown":0,"earlier":1,"refused":1,"left":1}',
  );
});
