import type { Context } from "../../../context/context.js";
import type { Change } from "../../../model/known-message.js";
import { createSight, type MessageSight } from "../../../novu/look-at-messages.js";
import type { Looks } from "../../../novu/looks.js";
import type { Sought } from "../../../polling/keep-looking.js";
import { lookAgain, UNSEEN_WINDOW, type WatchWindow } from "../../../polling/watch-window.js";
import { lookAtScope } from "./look-at-scope.js";
import type { WatchScope } from "./watch-scope.js";

export interface WatchPlan {
  /** How many of a list's newest messages are looked at. */
  readonly newest: number;
  readonly scopes: readonly WatchScope[];
  /** Told how many messages are known, once the first look is over. */
  readonly onBaseline: (count: number) => Promise<void>;
}

/** A change, and the list it was found in. */
export interface ScopedChange {
  readonly change: Change;
  /** When the look was over, ms; the same for all that it found. */
  readonly at: number;
  readonly scope: WatchScope;
}

/** A list is followed no further than ten thousand messages in one look. */
const BOUNDS = { ofList: 10, ofThese: 1 };

/** Lists that are looked at one after the other; what one shows is given before the next is asked for. */
export const watchLists = (
  { now }: Pick<Context, "now">,
  looks: Looks,
  { scopes, newest, onBaseline }: WatchPlan,
): Sought<ScopedChange> => {
  const lists = scopes.map(
    (scope): WatchedList => ({ scope, sight: createSight(looks, BOUNDS), window: UNSEEN_WINDOW }),
  );
  let isFirst = true;
  return {
    async *look() {
      for (const list of lists) {
        const { scope, sight } = list;
        const { window, changes } = lookAgain(
          list.window,
          await lookAtScope(sight, scope, list.window, newest),
        );
        list.window = window;
        const at = now();
        for (const change of changes) yield { change, at, scope };
      }
      if (isFirst) await onBaseline(lists.reduce((sum, { window }) => sum + window.known.size, 0));
      isFirst = false;
    },
    isOdd: () => lists.some(({ window }) => hasDoubts(window)),
    missingUntil: () => undefined,
  };
};

interface WatchedList {
  readonly scope: WatchScope;
  readonly sight: MessageSight;
  window: WatchWindow;
}

/** Something may be gone, or otherwise, and the next look is to say so. */
const hasDoubts = ({ known }: WatchWindow): boolean =>
  [...known.values()].some(({ misses, isDoubted }) => misses > 0 || isDoubted);
