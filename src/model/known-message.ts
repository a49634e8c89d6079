import { stringOf } from "./json.js";
import type { MessageDocument } from "./message.js";
import {
  changesBetween,
  initialState,
  isSameState,
  type StateChange,
  type WatchedState,
  watchedStateOf,
} from "./message-changes.js";
import { timestampOfId } from "./message-id.js";

/** One event of one message; `before` is undefined for a creation. */
export interface Change extends Omit<StateChange, "before"> {
  readonly before: WatchedState | undefined;
  /** The latest snapshot; for a deleted message the last one before the deletion. */
  readonly snapshot: MessageDocument;
}

/** What is known of a watched message between two reads. */
export interface KnownMessage {
  readonly snapshot: MessageDocument;
  /** The state before the current one, for servers that send no `updatedAt`. */
  readonly earlier: WatchedState | undefined;
  /** The last read showed the earlier state again, which can be a stale copy. */
  readonly isRevertUnconfirmed: boolean;
  /** Consecutive reads that should have contained the message and did not. */
  readonly misses: number;
}

export const knownFromSnapshot = (snapshot: MessageDocument): KnownMessage => ({
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
export const withSnapshot = (
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
export const creationChanges = (snapshot: MessageDocument): readonly Change[] => {
  const state = watchedStateOf(snapshot);
  const initial = initialState(state);
  return [
    { event: "created", before: undefined, after: initial, snapshot },
    ...changesBetween(initial, state).map((change) => ({ ...change, snapshot })),
  ];
};

export const deletionChange = ({ snapshot }: KnownMessage): Change => {
  const state = watchedStateOf(snapshot);
  return { event: "deleted", before: state, after: state, snapshot };
};

/** A message without an answer is still of interest when newer messages push it off its page. */
export const awaitsAnswer = ({ snapshot: { message } }: KnownMessage): boolean =>
  message.buttons.length > 0 && message.answer.status !== "done";

/** When the message was created, in ms since the epoch: from `createdAt` or its ID. NaN if neither says. */
export const createdAtMs = ({ message }: Pick<MessageDocument, "message">): number => {
  const sent = Date.parse(message.createdAt ?? "");
  return Number.isNaN(sent) ? timestampOfId(message.id ?? "") : sent;
};

const changedAt = ({ document }: MessageDocument): number => Date.parse(stringOf(document.updatedAt) ?? "");

/** Sorts by the time of the event, where known. Steps of one message keep their order; deletions come last. */
export const sortByTime = (changes: readonly Change[]): readonly Change[] => {
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
