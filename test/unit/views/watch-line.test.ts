import fc from "fast-check";
import { expect, test } from "vitest";
import { type WatchLineParts, watchLine } from "../../../src/commands/action/watch/watch-view.js";
import { columnWidth } from "../../../src/output/fit-text.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const CLICK: WatchLineParts = {
  time: "02:20:09",
  event: "clicked",
  title: "Deploy 4.2 to production?",
  subscriberId: "alice",
  button: "primary",
  label: "Approve",
  messageId: ID,
};

test.each([
  [120, {}, `02:20:09  clicked     Deploy 4.2 to production?  alice  primary “Approve”  ${ID}`],
  [92, {}, `02:20:09  clicked     Deploy 4.2 to pro…  alice  primary “Approve”  ${ID}`],
  [90, {}, `02:20:09  clicked     Deploy 4.2 to p…  alice  primary “Approve”  ${ID}`],
  [88, {}, `02:20:09  clicked     Deploy 4.2 to p…  alice  primary “Appr…”  ${ID}`],
  [80, {}, `02:20:09  clicked     Deploy 4.2 to p…  alice  primary  ${ID}`],
  [
    80,
    { button: undefined, label: undefined },
    `02:20:09  clicked     Deploy 4.2 to production?  alice  ${ID}`,
  ],
  [
    80,
    { label: undefined, subscriberId: "user:42" },
    `02:20:09  clicked     Deploy 4.2 to…  user:42  primary  ${ID}`,
  ],
  [
    80,
    { subscriberId: "user:42@example.com" },
    "02:20:09  clicked     Deploy 4.2 to pro…  user:42@example.com  primary “Approve”",
  ],
  [
    80,
    { subscriberId: "3fa85f64-5717-4562-b3fc-2c963f66afa6" },
    "02:20:09  clicked     Deploy 4.2…  3fa85f64-5717-4562-b3fc-2c963f66afa6  primary",
  ],
  [40, {}, "02:20:09  clicked     Deploy…  alice  p…"],
  [80, { title: "" }, `02:20:09  clicked     alice  primary “Approve”  ${ID}`],
] as const)("%d columns with %j", (columns, parts, line) => {
  expect(watchLine({ ...CLICK, ...parts }, columns)).toBe(line);
});

test("no line is wider than its terminal, and what fits in full is told in full", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 60 });
  const optional = fc.option(text, { nil: undefined });
  const parts = fc.record({
    time: fc.constant("02:20:09"),
    event: fc.constantFrom("seen", "unarchived"),
    title: text,
    subscriberId: optional,
    button: optional,
    label: optional,
    messageId: optional,
  });
  fc.assert(
    fc.property(parts, fc.integer({ min: 20, max: 300 }), (told, columns) => {
      const line = watchLine(told, columns);
      expect(columnWidth(line)).toBeLessThanOrEqual(columns);
      const whole = watchLine(told, 10_000);
      if (columnWidth(whole) <= columns) expect(line).toBe(whole);
    }),
  );
});
