import { expect, test } from "vitest";
import { parseRate } from "../../../src/bulk/rate-policy.js";

test.each([
  ["50/s", { kind: "at-most", count: 50, perMs: 1_000 }],
  ["3000/m", { kind: "at-most", count: 3_000, perMs: 60_000 }],
  ["100/h", { kind: "at-most", count: 100, perMs: 3_600_000 }],
  ["unlimited", { kind: "unlimited" }],
])("%s is a rate", (text, rate) => {
  expect(parseRate(text)).toEqual(rate);
});

test.each(["", "50", "0/s", "-1/s", "1.5/s", "50/d", "50 / s", "100001/s", "Unlimited", "50/s/s"])(
  "%j is none",
  (text) => {
    expect(parseRate(text)).toBeUndefined();
  },
);
