import { expect, test } from "vitest";
import type { MessageDocument } from "../../../src/model/message.js";
import {
  EMPTY_WINDOW,
  hasGap,
  knownButNotOn,
  updateWindow,
  type WindowSnapshot,
} from "../../../src/polling/watch-window.js";
import { createdMs, idOf, snapshot } from "../model/watched-message.js";

/** A snapshot of a list that fits on one page. */
const whole = (...page: MessageDocument[]): WindowSnapshot => ({
  page,
  oldest: Number.NEGATIVE_INFINITY,
  newest: Math.max(Number.NEGATIVE_INFINITY, ...page.map(madeOf)),
  requestedIds: new Set(),
  foundById: [],
  isFoundComplete: true,
});

/** A snapshot of the newest part of a longer list. */
const part = (page: MessageDocument[], more: Partial<WindowSnapshot> = {}): WindowSnapshot => ({
  ...whole(...page),
  oldest: Math.min(...page.map(madeOf)),
  ...more,
});

const madeOf = ({ message }: MessageDocument): number => Date.parse(message.createdAt ?? "");

/** The events of each snapshot after the first, as `pressed 1`. */
const eventsOf = (...reads: readonly WindowSnapshot[]): readonly (readonly string[])[] => {
  let window = EMPTY_WINDOW;
  return reads
    .map((look) => {
      const next = updateWindow(window, look);
      window = next.window;
      return next.changes.map(
        ({ event, snapshot: { message } }) => `${event} ${Number(`0x${message.id?.slice(8)}`)}`,
      );
    })
    .slice(1);
};

const fresh = snapshot(1, { status: "pending" });
const pressed = snapshot(1, { status: "done", button: "primary" });

test("the first read has no events, the same list none, and a press one", () => {
  expect(eventsOf(whole(pressed), whole(pressed))).toEqual([[]]);
  expect(eventsOf(whole(fresh), whole(pressed), whole(pressed))).toEqual([["pressed 1"], []]);
});

test("a message that is twice in one read counts once", () => {
  expect(eventsOf(whole(), whole(pressed, fresh))).toEqual([["created 1", "pressed 1"]]);
});

test("events are in the order in which they happened", () => {
  const later = snapshot(3, { status: "done", button: "primary", updatedAt: createdMs(9) });
  const sooner = snapshot(4, { status: "done", button: "primary", updatedAt: createdMs(8) });
  expect(
    eventsOf(
      whole(snapshot(4), snapshot(3), snapshot(2)),
      whole(snapshot(5), sooner, later),
      whole(snapshot(5), sooner, later),
    ),
  ).toEqual([["created 5", "pressed 4", "pressed 3"], ["deleted 2"]]);
});

test("a message is deleted after two consecutive misses, not after one", () => {
  expect(eventsOf(whole(fresh), whole(), whole(fresh), whole(), whole())).toEqual([
    [],
    [],
    [],
    ["deleted 1"],
  ]);
});

test("a stale copy of a deleted message is ignored, but two consecutive ones are not", () => {
  expect(eventsOf(whole(fresh), whole(), whole(), whole(fresh), whole(), whole(fresh), whole(fresh))).toEqual(
    [[], ["deleted 1"], [], [], [], ["created 1"]],
  );
});

test("a state older than the known one is ignored", () => {
  const at = (time: number, look: object) => whole(snapshot(1, { ...look, updatedAt: createdMs(time) }));
  const [pending, done] = [{ status: "pending" }, { status: "done", button: "primary" }];
  expect(eventsOf(at(1, pending), at(2, done), at(1, pending), at(2, done), at(3, pending))).toEqual([
    ["pressed 1"],
    [],
    [],
    ["reverted 1"],
  ]);
});

test("without times, a return to the previous state counts when it is shown twice", () => {
  expect(
    eventsOf(whole(fresh), whole(pressed), whole(fresh), whole(pressed), whole(fresh), whole(fresh)),
  ).toEqual([["pressed 1"], [], [], [], ["reverted 1"]]);
});

test("a message that is pushed off the page and is answered, or not requested, is forgotten and not new on its return", () => {
  const requested = new Set([idOf(1)]);
  expect(
    eventsOf(
      part([snapshot(2), pressed]),
      part([snapshot(3), snapshot(2)], { requestedIds: requested, foundById: [pressed] }),
      part([snapshot(2), pressed]),
      part([snapshot(4), snapshot(2)]),
      part([snapshot(4), snapshot(2), pressed]),
    ),
  ).toEqual([["created 3"], [], ["created 4"], []]);
});

test("an unanswered message that is pushed off the page is followed until it is answered", () => {
  const requested = new Set([idOf(1)]);
  const page = [snapshot(3), snapshot(2)];
  expect(
    eventsOf(
      part([snapshot(2), fresh]),
      part(page, { requestedIds: requested, foundById: [fresh] }),
      part(page, { requestedIds: requested, foundById: [pressed] }),
    ),
  ).toEqual([["created 3"], ["pressed 1"]]);
  expect(
    eventsOf(
      part([snapshot(2), fresh]),
      part(page, { requestedIds: requested }),
      part(page, { requestedIds: requested, isFoundComplete: false }),
      part(page, { requestedIds: requested }),
    ),
  ).toEqual([["created 3"], [], ["deleted 1"]]);
});

test("a message that moves up onto the first page is not new", () => {
  expect(eventsOf(part([snapshot(3), snapshot(2)]), part([snapshot(3), snapshot(1)]))).toEqual([[]]);
});

test("absent messages are known but not on the page, newest first; a gap is between the page and the known messages", () => {
  const { window } = updateWindow(EMPTY_WINDOW, whole(snapshot(3), snapshot(2), snapshot(1)));
  expect(knownButNotOn(window, [snapshot(2)]).map(({ message }) => message.id)).toEqual([idOf(3), idOf(1)]);
  expect([
    hasGap(window, createdMs(3)),
    hasGap(window, createdMs(4)),
    hasGap(EMPTY_WINDOW, createdMs(4)),
  ]).toEqual([false, true, false]);
});
