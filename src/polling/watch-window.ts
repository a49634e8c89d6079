import { stringOf } from "../model/json.js";
import type { MessageDocument } from "../model/message.js";
import {
  changesBetween,
  initialState,
  isSameState,
  type StateChange,
  type WatchedState,
  watchedStateOf,
} from "../model/message-changes.js";
import { timestampOfId } from "../model/message-id.js";

/** The known messages of one watched list. */
export interface WatchWindow {
  readonly known: ReadonlyMap<string, KnownMessage>;
  /** Only messages created after this time are new when they first appear on the page, ms since the epoch. */
  readonly newAfterMs: number;
  /** When the newest message so far was created, ms since the epoch; undefined before the first read. */
  readonly newest: number | undefined;
  /** IDs of deleted messages, and whether the last read found them again. */
  readonly deleted: ReadonlyMap<string, boolean>;
}

/** Result of one read of the list. */
export interface WindowSnapshot {
  /** The watched messages of the list's newest part. */
  readonly page: readonly MessageDocument[];
  /** When the oldest message of that part was created, watched or not; -Infinity if it is the whole list. */
  readonly oldest: number;
  /** When the newest one was created; -Infinity if there is none. */
  readonly newest: number;
  /** IDs of the known messages that are not on the page and were requested by ID. */
  readonly requestedIds: ReadonlySet<string>;
  /** The requested messages that were found. */
  readonly foundById: readonly MessageDocument[];
  /** Whether the read by ID was complete, so that a message that was not found does not exist. */
  readonly isFoundComplete: boolean;
}

export const EMPTY_WINDOW: WatchWindow = {
  known: new Map(),
  newAfterMs: Number.NEGATIVE_INFINITY,
  newest: undefined,
  deleted: new Map(),
};

/** One list without a message does not prove that it was deleted (docs/novu-api.md, "Lists and finding a message"). */
const MISSES_UNTIL_DELETED = 2;
/** Number of deleted messages to remember, because a lagging replica may still list one. */
const MAX_DELETED = 1_000;

/** One event of one message; `before` is undefined for a creation. */
export interface Change extends Omit<StateChange, "before"> {
  readonly before: WatchedState | undefined;
  /** The latest snapshot; for a deleted message the last one before the deletion. */
  readonly snapshot: MessageDocument;
}

/** What is known of a watched message between two reads. */
interface KnownMessage {
  readonly snapshot: MessageDocument;
  /** The state before the current one, for servers that send no `updatedAt`. */
  readonly earlier: WatchedState | undefined;
  /** The last read showed the earlier state again, which can be a stale copy. */
  readonly isRevertUnconfirmed: boolean;
  /** Consecutive reads that should have contained the message and did not. */
  readonly misses: number;
}

/** The known messages that are not on the page, newest first. */
export const knownButNotOn = (
  { known }: WatchWindow,
  page: readonly MessageDocument[],
): readonly MessageDocument[] => {
  const pageIds = new Set(page.map(idOf));
  return [...known]
    .filter(([id]) => !pageIds.has(id))
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
    newAfterMs: isFirst ? read.oldest : window.newAfterMs,
    changes: [],
  };
  const shownIds = new Set<string>();
  for (const snapshot of [...read.page, ...read.foundById]) {
    const id = idOf(snapshot);
    if (id === undefined || shownIds.has(id)) continue;
    shownIds.add(id);
    addSnapshot(draft, id, snapshot, isFirst);
  }
  const page = new Set(read.page.map(idOf));
  for (const [id, entry] of window.known) {
    if (page.has(id)) continue;
    const current = draft.known.get(id) ?? entry;
    applyAbsence(draft, id, current, absenceOutcome(current, shownIds.has(id), read));
  }
  forgetDeleted(draft.deleted, shownIds);
  const newest = Math.max(window.newest ?? Number.NEGATIVE_INFINITY, read.newest);
  const { known, deleted, newAfterMs, changes } = draft;
  return { window: { known, deleted, newAfterMs, newest }, changes: isFirst ? [] : sortByTime(changes) };
};

interface Draft {
  readonly known: Map<string, KnownMessage>;
  readonly deleted: Map<string, boolean>;
  readonly changes: Change[];
  newAfterMs: number;
}

const addSnapshot = (
  { known, deleted, newAfterMs, changes }: Draft,
  id: string,
  snapshot: MessageDocument,
  isFirst: boolean,
) => {
  const before = known.get(id);
  if (before !== undefined) {
    const updated = withSnapshot(before, snapshot);
    known.set(id, updated.known);
    changes.push(...updated.changes);
    return;
  }
  const wasShown = deleted.get(id);
  if (wasShown === false) {
    // A lagging replica may still list a deleted message. If the next read finds it too, it exists again.
    deleted.set(id, true);
    return;
  }
  deleted.delete(id);
  known.set(id, knownFromSnapshot(snapshot));
  const isOld = createdAtMs(snapshot) <= newAfterMs && wasShown === undefined;
  if (!isFirst && !isOld) changes.push(...creationChanges(snapshot));
};

/** The outcome for a known message that is not on the page: it stays known, counts as missed, or is dropped. */
type AbsenceOutcome = "kept" | "missed" | "dropped";

const absenceOutcome = (
  entry: KnownMessage,
  isShown: boolean,
  { oldest, requestedIds, isFoundComplete }: WindowSnapshot,
): AbsenceOutcome => {
  if (oldest === Number.NEGATIVE_INFINITY) return isShown ? "kept" : "missed";
  const isRequested = requestedIds.has(idOf(entry.snapshot) ?? "");
  if (isRequested && !isShown) return isFoundComplete ? "missed" : "kept";
  const isPushedOff = createdAtMs(entry.snapshot) < oldest;
  return isPushedOff && !(isRequested && awaitsAnswer(entry)) ? "dropped" : "kept";
};

const applyAbsence = (draft: Draft, id: string, entry: KnownMessage, outcome: AbsenceOutcome): void => {
  if (outcome === "kept") return;
  if (outcome === "missed" && entry.misses + 1 < MISSES_UNTIL_DELETED) {
    draft.known.set(id, { ...entry, misses: entry.misses + 1 });
    return;
  }
  draft.known.delete(id);
  if (outcome === "missed") {
    draft.deleted.set(id, false);
    draft.changes.push(deletionChange(entry));
    return;
  }
  // It can return to the page when other messages are deleted; then it is not new.
  draft.newAfterMs = Math.max(draft.newAfterMs, createdAtMs(entry.snapshot));
};

const forgetDeleted = (deleted: Map<string, boolean>, shown: ReadonlySet<string>): void => {
  for (const [id, wasShown] of deleted) if (wasShown && !shown.has(id)) deleted.set(id, false);
  for (const id of [...deleted.keys()].slice(0, -MAX_DELETED)) deleted.delete(id);
};

const idOf = ({ message }: MessageDocument): string | undefined => message.id;

const knownFromSnapshot = (snapshot: MessageDocument): KnownMessage => ({
  snapshot,
  earlier: undefined,
  isRevertUnconfirmed: false,
  misses: 0,
});

/**
 * Adds a snapshot and returns what changed. Lists can be older than the known state (docs/novu-api.md, "Lists and
 * finding a message"); such a snapshot is ignored. If the server sends no times, a return to the previous state counts
 * only when two consecutive snapshots show it.
 */
const withSnapshot = (
  known: KnownMessage,
  snapshot: MessageDocument,
): { readonly known: KnownMessage; readonly changes: readonly Change[] } => {
  const present = { ...known, misses: 0 };
  const [before, after] = [watchedStateOf(known.snapshot), watchedStateOf(snapshot)];
  const order = changedAt(snapshot) - changedAt(known.snapshot);
  if (order < 0) return { known: present, changes: [] };
  if (isSameState(before, after))
    return { known: { ...present, snapshot, isRevertUnconfirmed: false }, changes: [] };
  const isLikeEarlier = known.earlier !== undefined && isSameState(known.earlier, after);
  if (Number.isNaN(order) && isLikeEarlier && !known.isRevertUnconfirmed) {
    return { known: { ...present, isRevertUnconfirmed: true }, changes: [] };
  }
  return {
    known: { ...knownFromSnapshot(snapshot), earlier: before },
    changes: changesBetween(before, after).map((change) => ({ ...change, snapshot })),
  };
};

/** The changes of a new message: its creation, and everything that has happened to it since. */
const creationChanges = (snapshot: MessageDocument): readonly Change[] => {
  const state = watchedStateOf(snapshot);
  const initial = initialState(state);
  return [
    { event: "created", before: undefined, after: initial, snapshot },
    ...changesBetween(initial, state).map((change) => ({ ...change, snapshot })),
  ];
};

const deletionChange = ({ snapshot }: KnownMessage): Change => {
  const state = watchedStateOf(snapshot);
  return { event: "deleted", before: state, after: state, snapshot };
};

/** A message without an answer is still of interest when newer messages push it off its page. */
const awaitsAnswer = ({ snapshot: { message } }: KnownMessage): boolean =>
  message.buttons.length > 0 && message.answer.status !== "done";

/** When the message was created, in ms since the epoch: from `createdAt` or its ID. NaN if neither says. */
export const createdAtMs = ({ message }: Pick<MessageDocument, "message">): number => {
  const sent = Date.parse(message.createdAt ?? "");
  return Number.isNaN(sent) ? timestampOfId(message.id ?? "") : sent;
};

const changedAt = ({ document }: MessageDocument): number => Date.parse(stringOf(document.updatedAt) ?? "");

/** Sorts by the time of the event, where known. Steps of one message keep their order; deletions come last. */
const sortByTime = (changes: readonly Change[]): readonly Change[] => {
  const keyOf = ({ event, snapshot }: Change) => {
    const created = createdAtMs(snapshot) || 0;
    const time = event === "deleted" ? Number.POSITIVE_INFINITY : changedAt(snapshot) || created;
    return [time, created, snapshot.message.id ?? ""] as const;
  };
  const keyed = changes.map((change) => ({ change, key: keyOf(change) }));
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ change }) => change);
};

const compare = (a: readonly (number | string)[], b: readonly (number | string)[]): number => {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (a[at] ?? "") < (b[at] ?? "") ? -1 : 1;
};
