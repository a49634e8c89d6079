import { expect, test } from "vitest";
import { isMarked, SEEN_MARKS } from "../../../src/model/message.js";
import { messageWith } from "../views/message-fixture.js";

test.each([
  [{ read: true, seen: true }, ["read", "seen"]],
  [{ read: false, seen: true }, ["unread", "seen"]],
  [{ read: true, seen: false }, ["read", "unseen"]],
  [{ read: false, seen: false }, ["unread", "unseen"]],
  [{ read: undefined, seen: undefined }, []],
])("a message with %j is %j", (state, marks) => {
  expect(SEEN_MARKS.filter((mark) => isMarked(mark, messageWith(state)))).toEqual(marks);
});
