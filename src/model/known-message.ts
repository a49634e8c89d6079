import { stringOf } from "./json.js";
import {
  beginningOf,
  changesBetween,
  type FacetChange,
  type Facets,
  facetsOf,
  isSame,
  type MessageSnapshot,
} from "./message-changes.js";
import { createdAtOf } from "./message-id.js";

/** One event of one message; a creation has nothing before it. */
export interface Change extends Omit<FacetChange, "before"> {
  readonly before: Facets | undefined;
  /** The message as last seen; of a deleted one what it was. */
  readonly snapshot: MessageSnapshot;
}

/** A message that is watched, between two looks. */
export interface Known {
  readonly snapshot: MessageSnapshot;
  /** The state before the present one, for servers that do not tell when a message changed. */
  readonly earlier: Facets | undefined;
  /** A look showed that earlier state again, which may be an old copy. */
  readonly isDoubted: boolean;
  /** Looks in a row that ought to have shown it and did not. */
  readonly misses: number;
}

export const firstSnapshot = (snapshot: MessageSnapshot): Known => ({
  snapshot,
  earlier: undefined,
  isDoubted: false,
  misses: 0,
});

/**
 * Another snapshot and what changed since. Lists can be older than the known state (docs/novu-api.md, "Lists and finding
 * a message"), and such a snapshot is ignored. If the server gives no times, a return to the previous state counts
 * once two snapshots in a row show it.
 */
export const withSnapshot = (
  entry: Known,
  snapshot: MessageSnapshot,
): { readonly entry: Known; readonly changes: readonly Change[] } => {
  const present = { ...entry, misses: 0 };
  const [before, after] = [facetsOf(entry.snapshot), facetsOf(snapshot)];
  const order = changedAt(snapshot) - changedAt(entry.snapshot);
  if (order < 0) return { entry: present, changes: [] };
  if (isSame(before, after)) return { entry: { ...present, snapshot, isDoubted: false }, changes: [] };
  const isLikeEarlier = entry.earlier !== undefined && isSame(entry.earlier, after);
  if (Number.isNaN(order) && isLikeEarlier && !entry.isDoubted) {
    return { entry: { ...present, isDoubted: true }, changes: [] };
  }
  return {
    entry: { ...firstSnapshot(snapshot), earlier: before },
    changes: changesBetween(before, after).map((change) => ({ ...change, snapshot })),
  };
};

/** What a message tells that was not there before: that it was made, and all that has happened to it since. */
export const creation = (snapshot: MessageSnapshot): readonly Change[] => {
  const facets = facetsOf(snapshot);
  const beginning = beginningOf(facets);
  return [
    { event: "created", before: undefined, after: beginning, snapshot },
    ...changesBetween(beginning, facets).map((change) => ({ ...change, snapshot })),
  ];
};

export const deletion = ({ snapshot }: Known): Change => {
  const facets = facetsOf(snapshot);
  return { event: "deleted", before: facets, after: facets, snapshot };
};

/** Newer messages may push it off its page; it is what somebody waits for all the same. */
export const awaitsAnswer = ({ snapshot: { message } }: Known): boolean =>
  message.buttons.length > 0 && message.answer.status !== "done";

/** When the message was made, ms; its id knows where the message does not say. NaN where neither does. */
export const madeAt = ({ message }: Pick<MessageSnapshot, "message">): number => {
  const told = Date.parse(message.createdAt ?? "");
  return Number.isNaN(told) ? createdAtOf(message.id ?? "") : told;
};

const changedAt = ({ document }: MessageSnapshot): number => Date.parse(stringOf(document.updatedAt) ?? "");

/** By when it happened, as far as that is told; steps of one message stay in order, and what is gone comes last. */
export const inOrder = (changes: readonly Change[]): readonly Change[] => {
  const keyOf = ({ event, snapshot }: Change) => {
    const made = madeAt(snapshot) || 0;
    const time = event === "deleted" ? Number.POSITIVE_INFINITY : changedAt(snapshot) || made;
    return [time, made, snapshot.message.id ?? ""] as const;
  };
  const keyed = changes.map((change) => ({ change, key: keyOf(change) }));
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ change }) => change);
};

const compare = (a: readonly (number | string)[], b: readonly (number | string)[]): number => {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (a[at] ?? "") < (b[at] ?? "") ? -1 : 1;
};
