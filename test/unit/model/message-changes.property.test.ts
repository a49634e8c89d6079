import fc from "fast-check";
import { expect, test } from "vitest";
import { pressedButton } from "../../../src/model/action.js";
import { jsonEqual } from "../../../src/model/json.js";
import {
  changesBetween,
  initialState,
  type WatchedState,
  watchedStateOf,
} from "../../../src/model/message-changes.js";
import { snapshot, snapshotFields } from "./watched-message.js";

const facets: fc.Arbitrary<WatchedState> = snapshotFields.map((look) => watchedStateOf(snapshot(1, look)));

const same = (a: WatchedState, b: WatchedState): boolean =>
  a.answer.status === b.answer.status &&
  a.answer.button === b.answer.button &&
  jsonEqual(a.answer.payload ?? null, b.answer.payload ?? null) &&
  a.seen === b.seen &&
  a.read === b.read &&
  a.archived === b.archived;

test("there is an event exactly if there is a difference", () => {
  fc.assert(
    fc.property(facets, facets, (before, after) => {
      expect(changesBetween(before, after).length === 0).toBe(same(before, after));
      expect(changesBetween(before, before)).toEqual([]);
    }),
  );
});

test("events lead step by step from the first state to the last, and each changes something", () => {
  fc.assert(
    fc.property(facets, facets, (before, after) => {
      const changes = changesBetween(before, after);
      const last = changes.reduce((at, change) => {
        expect(change.before).toBe(at);
        expect(same(change.before, change.after)).toBe(false);
        return change.after;
      }, before);
      expect(same(last, after)).toBe(true);
      expect(new Set(changes.map(({ event }) => event)).size).toBe(changes.length);
    }),
  );
});

test("pressed means a newly pressed button, reverted that no button is pressed any more", () => {
  fc.assert(
    fc.property(facets, facets, (before, after) => {
      const names = changesBetween(before, after).map(({ event }) => event);
      const [was, is] = [pressedButton(before.answer), pressedButton(after.answer)];
      expect(names.includes("pressed")).toBe(is !== undefined && is !== was);
      expect(names.includes("reverted")).toBe(was !== undefined && is === undefined);
    }),
  );
});

test("the initial state is unpressed and unseen, and the changes lead from it to the current one", () => {
  fc.assert(
    fc.property(facets, (met) => {
      const beginning = initialState(met);
      expect([beginning.seen, beginning.read, beginning.archived]).toEqual([false, false, false]);
      expect(pressedButton(beginning.answer)).toBeUndefined();
      const names = changesBetween(beginning, met).map(({ event }) => event);
      expect(names.includes("pressed")).toBe(pressedButton(met.answer) !== undefined);
      expect(names).not.toContain("changed");
    }),
  );
});
