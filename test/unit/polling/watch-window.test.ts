import { expect, test } from "vitest";
import type { Sighting } from "../../../src/model/message-changes.js";
import {
  absentFrom,
  leavesGap,
  lookAgain,
  UNSEEN_WINDOW,
  type WindowLook,
} from "../../../src/polling/watch-window.js";
import { idOf, made, sighting } from "../model/watched-message.js";

/** A look at a list that is no longer than its page. */
const whole = (...page: Sighting[]): WindowLook => ({
  page,
  oldest: Number.NEGATIVE_INFINITY,
  newest: Math.max(Number.NEGATIVE_INFINITY, ...page.map(madeOf)),
  asked: new Set(),
  found: [],
  isFoundWhole: true,
});

/** A look at the newest part of a longer list. */
const part = (page: Sighting[], more: Partial<WindowLook> = {}): WindowLook => ({
  ...whole(...page),
  oldest: Math.min(...page.map(madeOf)),
  ...more,
});

const madeOf = ({ message }: Sighting): number => Date.parse(message.createdAt ?? "");

/** What each look after the first tells, as `clicked 1`. */
const toldBy = (...looks: readonly WindowLook[]): readonly (readonly string[])[] => {
  let window = UNSEEN_WINDOW;
  return looks
    .map((look) => {
      const next = lookAgain(window, look);
      window = next.window;
      return next.changes.map(
        ({ event, sighting: { message } }) => `${event} ${Number(`0x${message.id?.slice(8)}`)}`,
      );
    })
    .slice(1);
};

const fresh = sighting(1, { status: "pending" });
const pressed = sighting(1, { status: "done", button: "primary" });

test("the first look tells nothing, the same again nothing, and a press once", () => {
  expect(toldBy(whole(pressed), whole(pressed))).toEqual([[]]);
  expect(toldBy(whole(fresh), whole(pressed), whole(pressed))).toEqual([["clicked 1"], []]);
});

test("a message in two places of one look counts once", () => {
  expect(toldBy(whole(), whole(pressed, fresh))).toEqual([["created 1", "clicked 1"]]);
});

test("events come in the order in which things happened", () => {
  const later = sighting(3, { status: "done", button: "primary", updatedAt: made(9) });
  const sooner = sighting(4, { status: "done", button: "primary", updatedAt: made(8) });
  expect(
    toldBy(
      whole(sighting(4), sighting(3), sighting(2)),
      whole(sighting(5), sooner, later),
      whole(sighting(5), sooner, later),
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
  const at = (time: number, look: object) => whole(sighting(1, { ...look, updatedAt: made(time) }));
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
      part([sighting(2), pressed]),
      part([sighting(3), sighting(2)], { asked, found: [pressed] }),
      part([sighting(2), pressed]),
      part([sighting(4), sighting(2)]),
      part([sighting(4), sighting(2), pressed]),
    ),
  ).toEqual([["created 3"], [], ["created 4"], []]);
});

test("who is pushed off the page and not answered is followed until then", () => {
  const asked = new Set([idOf(1)]);
  const page = [sighting(3), sighting(2)];
  expect(
    toldBy(
      part([sighting(2), fresh]),
      part(page, { asked, found: [fresh] }),
      part(page, { asked, found: [pressed] }),
    ),
  ).toEqual([["created 3"], ["clicked 1"]]);
  expect(
    toldBy(
      part([sighting(2), fresh]),
      part(page, { asked }),
      part(page, { asked, isFoundWhole: false }),
      part(page, { asked }),
    ),
  ).toEqual([["created 3"], [], ["deleted 1"]]);
});

test("what comes up from below the first page is not new", () => {
  expect(toldBy(part([sighting(3), sighting(2)]), part([sighting(3), sighting(1)]))).toEqual([[]]);
});

test("absent are the known ones that a page lacks, newest first; a gap is between the page and what was known", () => {
  const { window } = lookAgain(UNSEEN_WINDOW, whole(sighting(3), sighting(2), sighting(1)));
  expect(absentFrom(window, [sighting(2)]).map(({ message }) => message.id)).toEqual([idOf(3), idOf(1)]);
  expect([leavesGap(window, made(3)), leavesGap(window, made(4)), leavesGap(UNSEEN_WINDOW, made(4))]).toEqual(
    [false, true, false],
  );
});
