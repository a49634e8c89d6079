import fc from "fast-check";
import { expect, test } from "vitest";
import type { Change } from "../../../src/model/known-message.js";
import { type Facets, facetsOf, isSame, type MessageSnapshot } from "../../../src/model/message-changes.js";
import {
  UNSEEN_WINDOW,
  updateWindow,
  type WatchWindow,
  type WindowSnapshot,
} from "../../../src/polling/watch-window.js";
import { type Look, looks, made, snapshot } from "../model/watched-message.js";

/** A world: some messages, each in some state. */
const worlds = fc
  .uniqueArray(fc.tuple(fc.nat(8), looks), { selector: ([number]) => number, maxLength: 6 })
  .map((list) => new Map(list));

/** Each message's time of change goes on with the worlds, as a server's does. */
const lookAt = (world: ReadonlyMap<number, Look>, time: number): WindowSnapshot => {
  const page = [...world]
    .sort(([a], [b]) => b - a)
    .map(([number, look]) => snapshot(number, { ...look, updatedAt: made(100 + time) }));
  const newest = Math.max(Number.NEGATIVE_INFINITY, ...[...world.keys()].map(made));
  return { page, oldest: Number.NEGATIVE_INFINITY, newest, asked: new Set(), found: [], isFoundWhole: true };
};

const stateOf = (page: readonly MessageSnapshot[]): Map<string, Facets> =>
  new Map(page.map((item) => [item.message.id ?? "", facetsOf(item)]));

const replay = (state: Map<string, Facets>, changes: readonly Change[]): void => {
  for (const {
    event,
    before,
    after,
    snapshot: { message },
  } of changes) {
    const id = message.id ?? "";
    const at = state.get(id);
    if (event === "created") expect([at, before]).toEqual([undefined, undefined]);
    else expect(before !== undefined && at !== undefined && isSame(at, before)).toBe(true);
    if (event === "deleted") state.delete(id);
    else state.set(id, after);
  }
};

const expectSame = (a: Map<string, Facets>, b: Map<string, Facets>): void => {
  expect([...a.keys()].sort()).toEqual([...b.keys()].sort());
  for (const [id, facets] of a) expect(isSame(facets, b.get(id) ?? facets)).toBe(true);
};

test("replaying the events over what the first look showed gives what the last one shows", () => {
  fc.assert(
    fc.property(fc.array(worlds, { minLength: 1, maxLength: 6 }), (list) => {
      // Twice each: that something is gone, or back again, takes two looks to be believed.
      const all = list.flatMap((world, at) => [lookAt(world, at), lookAt(world, at)]);
      const state = stateOf(all[0]?.page ?? []);
      let window: WatchWindow = UNSEEN_WINDOW;
      for (const look of all) {
        const next = updateWindow(window, look);
        replay(state, next.changes);
        window = next.window;
      }
      expectSame(state, stateOf(all.at(-1)?.page ?? []));
    }),
    { numRuns: 300 },
  );
});

test("a world that stands still tells nothing, however often it is looked at", () => {
  fc.assert(
    fc.property(worlds, fc.integer({ min: 1, max: 5 }), (world, times) => {
      let window = updateWindow(UNSEEN_WINDOW, lookAt(world, 0)).window;
      for (let at = 0; at < times; at += 1) {
        const next = updateWindow(window, lookAt(world, 0));
        expect(next.changes).toEqual([]);
        window = next.window;
      }
    }),
  );
});

test("old copies among the looks add no event and take none away", () => {
  const steps = fc.array(looks, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(steps, fc.infiniteStream(fc.option(fc.nat(5))), (list, lags) => {
      const lagging = lags[Symbol.iterator]();
      const worldAt = (at: number) => lookAt(new Map([[1, list[at] ?? {}]]), at);
      const eventsOf = (withLag: boolean) => {
        let window: WatchWindow = UNSEEN_WINDOW;
        const events: string[] = [];
        const see = (look: WindowSnapshot) => {
          const next = updateWindow(window, look);
          events.push(...next.changes.map(({ event }) => event));
          window = next.window;
        };
        for (const at of list.keys()) {
          see(worldAt(at));
          const lag = lagging.next().value;
          if (withLag && typeof lag === "number") see(worldAt(Math.max(0, at - lag)));
        }
        return events;
      };
      expect(eventsOf(true)).toEqual(eventsOf(false));
    }),
  );
});
