import { expect, test } from "vitest";
import { hasFilter, matchesFilter } from "../../../src/model/message-filter.js";
import { messageWith } from "../views/message-fixture.js";

const answer = (status: string | undefined) => ({ status, button: undefined, payload: undefined });

test.each([
  ["pending", answer("pending"), true, false],
  ["nobody has touched", answer(undefined), true, false],
  ["done", answer("done"), false, true],
  ["of a state that somebody made up", answer("foo"), true, false],
])("a message that is %s", (_what, state, isPending, isDone) => {
  const message = messageWith({ answer: state });
  expect(matchesFilter({ state: "pending" }, message)).toBe(isPending);
  expect(matchesFilter({ state: "done" }, message)).toBe(isDone);
  expect(matchesFilter({}, message)).toBe(true);
});

test("without buttons nothing is pending, but an answer that was stored counts", () => {
  expect(matchesFilter({ state: "pending" }, messageWith({ buttons: [] }))).toBe(false);
  expect(matchesFilter({ state: "done" }, messageWith({ buttons: [], answer: answer("done") }))).toBe(true);
});

test("a workflow matches by its whole identifier; with a state both must match", () => {
  const message = messageWith({ workflow: "deploy-approval" });
  expect(matchesFilter({ workflow: "deploy-approval" }, message)).toBe(true);
  expect(matchesFilter({ workflow: "deploy" }, message)).toBe(false);
  expect(matchesFilter({ workflow: "deploy-approval", state: "done" }, message)).toBe(false);
  expect(matchesFilter({ workflow: "deploy" }, messageWith({ workflow: undefined }))).toBe(false);
});

test("an empty filter is recognised", () => {
  expect(hasFilter({ state: undefined, workflow: undefined })).toBe(false);
  expect(hasFilter({ state: "done" })).toBe(true);
  expect(hasFilter({ workflow: "w" })).toBe(true);
});
