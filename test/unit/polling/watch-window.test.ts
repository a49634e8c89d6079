import { expect, test } from "vitest";
import type { MessageSnapshot } from "../../../src/model/message-changes.js";
import {
  absentFrom,
  leavesGap,
  UNSEEN_WINDOW,
  updateWindow,
  type WindowSnapshot,
} from "../../../src/polling/watch-window.js";
import { idOf, made, snapshot } from "../model/watched-message.js";

/** A look at a list that is no longer than its page. */
const whole = (...page: MessageSnapshot[]): WindowSnapshot => ({
  page,
  oldest: Number.NEGATIVE_INFINITY,
  newest: Math.max(Number.NEGATIVE_INFINITY, ...page.map(madeOf)),
  asked: new Set(),
  found: [],
  isFoundWhole: true,
});

/** A look at the newest part of a longer list. */
const part = (page: MessageSnapshot[], more: Partial<WindowSnapshot> = {}): WindowSnapshot => ({
  ...whole(...page),
  oldest: Math.min(...page.map(madeOf)),
  ...more,
});

const madeOf = ({ message }: MessageSnapshot): number => Date.parse(message.createdAt ?? "");

/** What each look after the first tells, as `clicked 1`. */
const toldBy = (...looks: readonly WindowSnapshot[]): readonly (readonly string[])[] => {
  let window = UNSEEN_WINDOW;
  return looks
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

test("the first look tells nothing, the same again nothing, and a press once", () => {
  expect(toldBy(whole(pressed), whole(pressed))).toEqual([[]]);
  expect(toldBy(whole(fresh), whole(pressed), whole(pressed))).toEqual([["clicked 1"], []]);
});

test("a message in two places of one look counts once", () => {
  expect(toldBy(whole(), whole(pressed, fresh))).toEqual([["created 1", "clicked 1"]]);
});

test("events come in the order in which things happened", () => {
  const later = snapshot(3, { status: "done", button: "primary", updatedAt: made(9) });
  const sooner = snapshot(4, { status: "done", button: "primary", updatedAt: made(8) });
  expect(
    toldBy(
      whole(snapshot(4), snapshot(3), snapshot(2)),
      whole(snapshot(5), sooner, later),
      whole(snapshot(5), sooner, later),
    ),
  ).toEqual([["created 5", "clicked 4", "clicked 3"], ["deleted 2"]]);
});

test("once not found is no proof of deletion, twice in a row is", () => {
  expect(toldBy(whole(fresh), whole(), whole(fresh), whole(), whole())).toEqual([[], [], [], ["deleted 1"]]);
});

test("an old copy that still shows a deleted message is not believed, but two in a row are", () => {
  expect(toldBy(whole(fresh), whole(), whole(), whole(fresh), whole(), whole(fresh), whole(fresh))).toEqual([
    [],
    ["deleted 1"],
    [],
    [],
    [],
    ["created 1"],
  ]);
});

test("a state older than the known one is no news, whatever it says", () => {
  const at = (time: number, look: object) => whole(snapshot(1, { ...look, updatedAt: made(time) }));
  const [pending, done] = [{ status: "pending" }, { status: "done", button: "primary" }];
  expect(toldBy(at(1, pending), at(2, done), at(1, pending), at(2, done), at(3, pending))).toEqual([
    ["clicked 1"],
    [],
    [],
    ["reverted 1"],
  ]);
});

test("without times, a return to the state before counts at the second showing", () => {
  expect(
    toldBy(whole(fresh), whole(pressed), whole(fresh), whole(pressed), whole(fresh), whole(fresh)),
  ).toEqual([["clicked 1"], [], [], [], ["reverted 1"]]);
});

test("who is pushed off the page and answered, or not asked after, is forgotten and not new on its return", () => {
  const asked = new Set([idOf(1)]);
  expect(
    toldBy(
      part([snapshot(2), pressed]),
      part([snapshot(3), snapshot(2)], { asked, found: [pressed] }),
      part([snapshot(2), pressed]),
      part([snapshot(4), snapshot(2)]),
      part([snapshot(4), snapshot(2), pressed]),
    ),
  ).toEqual([["created 3"], [], ["created 4"], []]);
});

test("who is pushed off the page and not answered is followed until then", () => {
  const asked = new Set([idOf(1)]);
  const page = [snapshot(3), snapshot(2)];
  expect(
    toldBy(
      part([snapshot(2), fresh]),
      part(page, { asked, found: [fresh] }),
      part(page, { asked, found: [pressed] }),
    ),
  ).toEqual([["created 3"], ["clicked 1"]]);
  expect(
    toldBy(
      part([snapshot(2), fresh]),
      part(page, { asked }),
      part(page, { asked, isFoundWhole: false }),
      part(page, { asked }),
    ),
  ).toEqual([["created 3"], [], ["deleted 1"]]);
});

test("what comes up from below the first page is not new", () => {
  expect(toldBy(part([snapshot(3), snapshot(2)]), part([snapshot(3), snapshot(1)]))).toEqual([[]]);
});

test("absent are the known ones that a page lacks, newest first; a gap is between the page and what was known", () => {
  const { window } = updateWindow(UNSEEN_WINDOW, whole(snapshot(3), snapshot(2), snapshot(1)));
  expect(absentFrom(window, [snapshot(2)]).map(({ message }) => message.id)).toEqual([idOf(3), idOf(1)]);
  expect([leavesGap(window, made(3)), leavesGap(window, made(4)), leavesGap(UNSEEN_WINDOW, made(4))]).toEqual(
    [false, true, false],
  );
});
