import fc from "fast-check";
import { expect, test } from "vitest";
import { changedAnswer } from "../../../src/commands/action/apply/plan.js";
import type { ActionRequest } from "../../../src/model/action.js";
import type { Answer } from "../../../src/model/message.js";

const ASKED: ActionRequest = {
  subscriberId: "alice",
  messageId: "65f0c1a9b2d4e6f8a0b1c2d3",
  button: "primary",
  status: "done",
  api: "v1",
};
const FRESH: Answer = { status: "pending", button: undefined, payload: undefined };
const PRESSED: Answer = { status: "done", button: "primary", payload: { by: "ci" } };

test("an omitted payload stays, a given one replaces, an empty one clears", () => {
  expect(changedAnswer(PRESSED, { ...ASKED, button: "secondary" })?.payload).toEqual({ by: "ci" });
  expect(changedAnswer(PRESSED, { ...ASKED, payload: { n: 1 } })?.payload).toEqual({ n: 1 });
  expect(changedAnswer(PRESSED, { ...ASKED, payload: {} })).toMatchObject({ payload: undefined });
});

test("what nobody could see is no change", () => {
  const change = (slot: Answer, wish: Partial<ActionRequest>) =>
    changedAnswer(slot, { ...ASKED, ...wish }) !== undefined;
  expect(change(FRESH, {})).toBe(true);
  expect(change(PRESSED, {})).toBe(false);
  expect(change(PRESSED, { button: "secondary" })).toBe(true);
  expect(change(PRESSED, { payload: { by: "ci" } })).toBe(false);
  expect(change(PRESSED, { payload: {} })).toBe(true);
  expect(change(PRESSED, { status: "pending" })).toBe(true);
  expect(change(FRESH, { status: "pending" })).toBe(false);
  expect(change({ ...FRESH, status: undefined }, { status: "pending", button: "secondary" })).toBe(false);
  expect(change({ ...FRESH, button: "primary" }, { status: "pending", button: "secondary" })).toBe(false);
  expect(change(FRESH, { status: "pending", payload: { n: 1 } })).toBe(true);
});

test("once done, doing it again changes nothing", () => {
  const slot = fc.record({
    status: fc.constantFrom("pending", "done", "odd", undefined),
    button: fc.constantFrom("primary", "secondary", "odd", undefined),
    payload: fc.option(fc.dictionary(fc.string(), fc.integer()), { nil: undefined }),
  });
  const wish = fc.record({
    button: fc.constantFrom("primary" as const, "secondary" as const),
    status: fc.constantFrom("pending" as const, "done" as const),
    payload: fc.option(fc.dictionary(fc.string(), fc.integer()), { nil: undefined }),
  });
  fc.assert(
    fc.property(slot, wish, (before, { payload, ...rest }) => {
      const action = { ...ASKED, ...rest, ...(payload === undefined ? {} : { payload }) };
      const after = changedAnswer(before, action) ?? before;
      expect(changedAnswer(after, action)).toBeUndefined();
    }),
  );
});
