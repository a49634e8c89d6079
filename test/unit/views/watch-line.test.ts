import fc from "fast-check";
import { expect, test } from "vitest";
import { type WatchLineParts, watchLine } from "../../../src/commands/action/watch/watch-view.js";
import { columnWidth } from "../../../src/output/fit-text.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const PRESS: WatchLineParts = {
  time: "02:20:09",
  event: "pressed",
  title: "Deploy 4.2 to production?",
  subscriberId: "alice",
  button: "primary",
  label: "Approve",
  messageId: ID,
};

test.each([
  [120, {}, `02:20:09  pressed     ${ID}  alice     primary   “Approve”       Deploy 4.2 to production?`],
  [90, {}, `02:20:09  pressed     ${ID}  alice     primary    Deploy 4.2 to produc…`],
  [
    80,
    { event: "seen", button: undefined, label: undefined },
    `02:20:09  seen        ${ID}  alice     –          Deploy 4.2…`,
  ],
  [40, {}, "02:20:09  pressed     alice     primary…"],
  [80, { title: "" }, `02:20:09  pressed     ${ID}  alice     primary`],
] as const)("%d columns with %j", (columns, parts, line) => {
  expect(watchLine({ ...PRESS, ...parts }, columns)).toBe(line);
});

const WORDS = fc.string({ unit: "grapheme", maxLength: 60 });
const PARTS = fc.record({
  time: fc.constant("02:20:09"),
  event: fc.constantFrom("seen", "unarchived"),
  title: WORDS,
  subscriberId: fc.option(WORDS, { nil: undefined }),
  button: fc.constantFrom("primary", "secondary", undefined),
  label: fc.option(WORDS, { nil: undefined }),
  messageId: fc.constantFrom(ID, undefined),
});

test("no line is wider than its terminal", () => {
  fc.assert(
    fc.property(PARTS, fc.integer({ min: 20, max: 300 }), (parts, columns) => {
      expect(columnWidth(watchLine(parts, columns))).toBeLessThanOrEqual(columns);
    }),
  );
});

test("at a given width the titles of all events begin in the same column", () => {
  fc.assert(
    fc.property(PARTS, fc.integer({ min: 50, max: 300 }), (parts, columns) => {
      const titleAt = (told: WatchLineParts) => {
        const line = watchLine({ ...told, subscriberId: "alice", title: "#####" }, columns);
        return columnWidth(line.slice(0, line.lastIndexOf("#####")));
      };
      expect(titleAt(parts)).toBe(titleAt(PRESS));
    }),
  );
});
