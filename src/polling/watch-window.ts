import {
  awaitsAnswer,
  type Change,
  creation,
  deletion,
  firstSnapshot,
  inOrder,
  type Known,
  madeAt,
  withSnapshot,
} from "../model/known-message.js";
import type { MessageSnapshot } from "../model/message-changes.js";

/** What is known of the messages of one list. */
export interface WatchWindow {
  readonly known: ReadonlyMap<string, Known>;
  /** Messages made up to then are not new when they come into sight, ms. */
  readonly floor: number;
  /** When the newest message that the list ever held was made, ms; undefined before the first look. */
  readonly newest: number | undefined;
  /** Deleted ones, and whether the last look showed them all the same. */
  readonly gone: ReadonlyMap<string, boolean>;
}

/** What one look at the list showed. */
export interface WindowSnapshot {
  /** The newest part of the list, as far as it is watched. */
  readonly page: readonly MessageSnapshot[];
  /** When the oldest message of that part was made, watched or not, ms; -Infinity where it is the whole list. */
  readonly oldest: number;
  /** The same of the newest; -Infinity where there is none. */
  readonly newest: number;
  /** Known ones that are not on the page and were asked after, and what that found. */
  readonly asked: ReadonlySet<string>;
  readonly found: readonly MessageSnapshot[];
  /** Whether that would have found all that there are. */
  readonly isFoundWhole: boolean;
}

export const UNSEEN_WINDOW: WatchWindow = {
  known: new Map(),
  floor: Number.NEGATIVE_INFINITY,
  newest: undefined,
  gone: new Map(),
};

/** One list without a message does not prove that it is gone (docs/novu-api.md, "Lists and finding a message"). */
const MISSES_TO_BE_GONE = 2;
/** So many deleted ones are kept in mind, in case an old copy shows one. */
const MOST_GONE = 1_000;

/** The known messages that a page does not hold, newest first. */
export const absentFrom = (
  { known }: WatchWindow,
  page: readonly MessageSnapshot[],
): readonly MessageSnapshot[] => {
  const here = new Set(page.map(idOf));
  return [...known]
    .filter(([id]) => !here.has(id))
    .map(([, { snapshot }]) => snapshot)
    .sort((a, b) => madeAt(b) - madeAt(a));
};

/** Whether there may be new messages between this page and what was known before. */
export const leavesGap = ({ newest }: Pick<WatchWindow, "newest">, oldest: number): boolean =>
  newest !== undefined && oldest > newest;

/** The first look only teaches; from then on every difference is an event, in the order in which they happened. */
export const updateWindow = (
  window: WatchWindow,
  look: WindowSnapshot,
): { readonly window: WatchWindow; readonly changes: readonly Change[] } => {
  const isFirst = window.newest === undefined;
  const draft: Draft = {
    known: new Map(window.known),
    gone: new Map(window.gone),
    floor: isFirst ? look.oldest : window.floor,
    changes: [],
  };
  const shown = new Set<string>();
  for (const snapshot of [...look.page, ...look.found]) {
    const id = idOf(snapshot);
    if (id === undefined || shown.has(id)) continue;
    shown.add(id);
    meet(draft, id, snapshot, isFirst);
  }
  const page = new Set(look.page.map(idOf));
  for (const [id, entry] of window.known) {
    if (page.has(id)) continue;
    const present = draft.known.get(id) ?? entry;
    part(draft, id, present, fateOf(present, shown.has(id), look));
  }
  tidy(draft.gone, shown);
  const newest = Math.max(window.newest ?? Number.NEGATIVE_INFINITY, look.newest);
  const { known, gone, floor, changes } = draft;
  return { window: { known, gone, floor, newest }, changes: isFirst ? [] : inOrder(changes) };
};

interface Draft {
  readonly known: Map<string, Known>;
  readonly gone: Map<string, boolean>;
  readonly changes: Change[];
  floor: number;
}

/** A message has been seen. */
const meet = (
  { known, gone, floor, changes }: Draft,
  id: string,
  snapshot: MessageSnapshot,
  isFirst: boolean,
) => {
  const before = known.get(id);
  if (before !== undefined) {
    const again = withSnapshot(before, snapshot);
    known.set(id, again.entry);
    changes.push(...again.changes);
    return;
  }
  const wasShown = gone.get(id);
  if (wasShown === false) {
    // An old copy of the list still holds a deleted message; in two looks in a row it is there again.
    gone.set(id, true);
    return;
  }
  gone.delete(id);
  known.set(id, firstSnapshot(snapshot));
  const isOld = madeAt(snapshot) <= floor && wasShown === undefined;
  if (!isFirst && !isOld) changes.push(...creation(snapshot));
};

type Fate = "stays" | "missed" | "dropped";

/** What becomes of a known message that is not on the page. */
const fateOf = (entry: Known, isShown: boolean, { oldest, asked, isFoundWhole }: WindowSnapshot): Fate => {
  if (oldest === Number.NEGATIVE_INFINITY) return isShown ? "stays" : "missed";
  const isAsked = asked.has(idOf(entry.snapshot) ?? "");
  if (isAsked && !isShown) return isFoundWhole ? "missed" : "stays";
  const isPushedOff = madeAt(entry.snapshot) < oldest;
  return isPushedOff && !(isAsked && awaitsAnswer(entry)) ? "dropped" : "stays";
};

const part = (draft: Draft, id: string, entry: Known, fate: Fate): void => {
  if (fate === "stays") return;
  if (fate === "missed" && entry.misses + 1 < MISSES_TO_BE_GONE) {
    draft.known.set(id, { ...entry, misses: entry.misses + 1 });
    return;
  }
  draft.known.delete(id);
  if (fate === "missed") {
    draft.gone.set(id, false);
    draft.changes.push(deletion(entry));
    return;
  }
  // It may come back into sight when others are deleted, and is not new then.
  draft.floor = Math.max(draft.floor, madeAt(entry.snapshot));
};

const tidy = (gone: Map<string, boolean>, shown: ReadonlySet<string>): void => {
  for (const [id, wasShown] of gone) if (wasShown && !shown.has(id)) gone.set(id, false);
  for (const id of [...gone.keys()].slice(0, -MOST_GONE)) gone.delete(id);
};

const idOf = ({ message }: MessageSnapshot): string | undefined => message.id;
