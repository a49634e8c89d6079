import fc from "fast-check";
import { expect, test } from "vitest";
import type { MessageDocument } from "../../../src/model/message.js";
import { isSameState, type WatchedState, watchedStateOf } from "../../../src/model/message-changes.js";
import {
  type Change,
  EMPTY_WINDOW,
  updateWindow,
  type WatchWindow,
  type WindowSnapshot,
} from "../../../src/polling/watch-window.js";
import { createdMs, type SnapshotFields, snapshot, snapshotFields } from "../model/watched-message.js";

/** Some messages, each in some state. */
const worlds = fc
  .uniqueArray(fc.tuple(fc.nat(8), snapshotFields), { selector: ([number]) => number, maxLength: 6 })
  .map((list) => new Map(list));

/** The `updatedAt` of each message increases with the index of the state, as on a server. */
const lookAt = (world: ReadonlyMap<number, SnapshotFields>, time: number): WindowSnapshot => {
  const page = [...world]
    .sort(([a], [b]) => b - a)
    .map(([number, look]) => snapshot(number, { ...look, updatedAt: createdMs(100 + time) }));
  const newest = Math.max(Number.NEGATIVE_INFINITY, ...[...world.keys()].map(createdMs));
  return {
    page,
    oldest: Number.NEGATIVE_INFINITY,
    newest,
    requestedIds: new Set(),
    foundById: [],
    isFoundComplete: true,
  };
};

const stateOf = (page: readonly MessageDocument[]): Map<string, WatchedState> =>
  new Map(page.map((item) => [item.message.id ?? "", watchedStateOf(item)]));

const replay = (state: Map<string, WatchedState>, changes: readonly Change[]): void => {
  for (const {
    event,
    before,
    after,
    snapshot: { message },
  } of changes) {
    const id = message.id ?? "";
    const at = state.get(id);
    if (event === "created") expect([at, before]).toEqual([undefined, undefined]);
    else expect(before !== undefined && at !== undefined && isSameState(at, before)).toBe(true);
    if (event === "deleted") state.delete(id);
    else state.set(id, after);
  }
};

const expectSame = (a: Map<string, WatchedState>, b: Map<string, WatchedState>): void => {
  expect([...a.keys()].sort()).toEqual([...b.keys()].sort());
  for (const [id, facets] of a) expect(isSameState(facets, b.get(id) ?? facets)).toBe(true);
};

test("replaying the events on the first snapshot gives the last snapshot", () => {
  fc.assert(
    fc.property(fc.array(worlds, { minLength: 1, maxLength: 6 }), (list) => {
      // Each twice: a deletion or a return is only confirmed by the second read.
      const all = list.flatMap((world, at) => [lookAt(world, at), lookAt(world, at)]);
      const state = stateOf(all[0]?.page ?? []);
      let window: WatchWindow = EMPTY_WINDOW;
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

test("unchanged messages have no events, however often they are read", () => {
  fc.assert(
    fc.property(worlds, fc.integer({ min: 1, max: 5 }), (world, times) => {
      let window = updateWindow(EMPTY_WINDOW, lookAt(world, 0)).window;
      for (let at = 0; at < times; at += 1) {
        const next = updateWindow(window, lookAt(world, 0));
        expect(next.changes).toEqual([]);
        window = next.window;
      }
    }),
  );
});

test("stale copies among the reads neither add nor remove events", () => {
  const steps = fc.array(snapshotFields, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(steps, fc.infiniteStream(fc.option(fc.nat(5))), (list, lags) => {
      const lagging = lags[Symbol.iterator]();
      const worldAt = (at: number) => lookAt(new Map([[1, list[at] ?? {}]]), at);
      const eventsOf = (withLag: boolean) => {
        let window: WatchWindow = EMPTY_WINDOW;
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
