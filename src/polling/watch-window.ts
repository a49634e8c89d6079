import {
  awaitsAnswer,
  type Change,
  createdAtMs,
  creation,
  deletion,
  fromFirstSnapshot,
  type KnownMessage,
  sortByTime,
  withSnapshot,
} from "../model/known-message.js";
import type { MessageSnapshot } from "../model/message-changes.js";

/** The known messages of one watched list. */
export interface WatchWindow {
  readonly known: ReadonlyMap<string, KnownMessage>;
  /** Messages created until then are not new when they first appear on the page, ms since the epoch. */
  readonly floor: number;
  /** When the newest message so far was created, ms since the epoch; undefined before the first read. */
  readonly newest: number | undefined;
  /** Deleted messages, and whether the last read showed them again. */
  readonly deleted: ReadonlyMap<string, boolean>;
}

/** What one read of the list found. */
export interface WindowSnapshot {
  /** The watched messages of the list's newest part. */
  readonly page: readonly MessageSnapshot[];
  /** When the oldest message of that part was created, watched or not; -Infinity if it is the whole list. */
  readonly oldest: number;
  /** When the newest one was created; -Infinity if there is none. */
  readonly newest: number;
  /** IDs of the known messages that are not on the page and were requested by ID, and those that were found. */
  readonly requested: ReadonlySet<string>;
  readonly found: readonly MessageSnapshot[];
  /** Whether that read was complete, so that a message that was not found does not exist. */
  readonly isFoundComplete: boolean;
}

export const EMPTY_WINDOW: WatchWindow = {
  known: new Map(),
  floor: Number.NEGATIVE_INFINITY,
  newest: undefined,
  deleted: new Map(),
};

/** One list without a message does not prove that it was deleted (docs/novu-api.md, "Lists and finding a message"). */
const MISSES_IF_DELETED = 2;
/** Deleted messages to remember, in case a replica that lags shows one. */
const MAX_DELETED = 1_000;

/** The known messages that are not on the page, newest first. */
export const absentFrom = (
  { known }: WatchWindow,
  page: readonly MessageSnapshot[],
): readonly MessageSnapshot[] => {
  const here = new Set(page.map(idOf));
  return [...known]
    .filter(([id]) => !here.has(id))
    .map(([, { snapshot }]) => snapshot)
    .sort((a, b) => createdAtMs(b) - createdAtMs(a));
};

/** Whether there may be new messages between this page and the known ones. */
export const hasGap = ({ newest }: Pick<WatchWindow, "newest">, oldest: number): boolean =>
  newest !== undefined && oldest > newest;

/** The first read yields no changes; later ones yield every difference, in the order in which they happened. */
export const updateWindow = (
  window: WatchWindow,
  read: WindowSnapshot,
): { readonly window: WatchWindow; readonly changes: readonly Change[] } => {
  const isFirst = window.newest === undefined;
  const draft: Draft = {
    known: new Map(window.known),
    deleted: new Map(window.deleted),
    floor: isFirst ? read.oldest : window.floor,
    changes: [],
  };
  const shown = new Set<string>();
  for (const snapshot of [...read.page, ...read.found]) {
    const id = idOf(snapshot);
    if (id === undefined || shown.has(id)) continue;
    shown.add(id);
    addSnapshot(draft, id, snapshot, isFirst);
  }
  const page = new Set(read.page.map(idOf));
  for (const [id, entry] of window.known) {
    if (page.has(id)) continue;
    const present = draft.known.get(id) ?? entry;
    applyAbsence(draft, id, present, absenceOutcome(present, shown.has(id), read));
  }
  forgetDeleted(draft.deleted, shown);
  const newest = Math.max(window.newest ?? Number.NEGATIVE_INFINITY, read.newest);
  const { known, deleted, floor, changes } = draft;
  return { window: { known, deleted, floor, newest }, changes: isFirst ? [] : sortByTime(changes) };
};

interface Draft {
  readonly known: Map<string, KnownMessage>;
  readonly deleted: Map<string, boolean>;
  readonly changes: Change[];
  floor: number;
}

const addSnapshot = (
  { known, deleted, floor, changes }: Draft,
  id: string,
  snapshot: MessageSnapshot,
  isFirst: boolean,
) => {
  const before = known.get(id);
  if (before !== undefined) {
    const updated = withSnapshot(before, snapshot);
    known.set(id, updated.entry);
    changes.push(...updated.changes);
    return;
  }
  const wasShown = deleted.get(id);
  if (wasShown === false) {
    // A replica that lags may still have a deleted message. If the next read shows it too, it exists again.
    deleted.set(id, true);
    return;
  }
  deleted.delete(id);
  known.set(id, fromFirstSnapshot(snapshot));
  const isOld = createdAtMs(snapshot) <= floor && wasShown === undefined;
  if (!isFirst && !isOld) changes.push(...creation(snapshot));
};

/** What a known message that is not on the page becomes: it is kept, was missed, or is no longer followed. */
type AbsenceOutcome = "kept" | "missed" | "dropped";

const absenceOutcome = (
  entry: KnownMessage,
  isShown: boolean,
  { oldest, requested, isFoundComplete }: WindowSnapshot,
): AbsenceOutcome => {
  if (oldest === Number.NEGATIVE_INFINITY) return isShown ? "kept" : "missed";
  const isRequested = requested.has(idOf(entry.snapshot) ?? "");
  if (isRequested && !isShown) return isFoundComplete ? "missed" : "kept";
  const isPushedOff = createdAtMs(entry.snapshot) < oldest;
  return isPushedOff && !(isRequested && awaitsAnswer(entry)) ? "dropped" : "kept";
};

const applyAbsence = (draft: Draft, id: string, entry: KnownMessage, fate: AbsenceOutcome): void => {
  if (fate === "kept") return;
  if (fate === "missed" && entry.misses + 1 < MISSES_IF_DELETED) {
    draft.known.set(id, { ...entry, misses: entry.misses + 1 });
    return;
  }
  draft.known.delete(id);
  if (fate === "missed") {
    draft.deleted.set(id, false);
    draft.changes.push(deletion(entry));
    return;
  }
  // It can return to the page when others are deleted, and is not new then.
  draft.floor = Math.max(draft.floor, createdAtMs(entry.snapshot));
};

const forgetDeleted = (deleted: Map<string, boolean>, shown: ReadonlySet<string>): void => {
  for (const [id, wasShown] of deleted) if (wasShown && !shown.has(id)) deleted.set(id, false);
  for (const id of [...deleted.keys()].slice(0, -MAX_DELETED)) deleted.delete(id);
};

const idOf = ({ message }: MessageSnapshot): string | undefined => message.id;
