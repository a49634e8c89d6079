import { asObject, defined, isObject, type UnknownObject } from "./json.js";
import type { StoredMessage } from "./message.js";

/** Selects messages of a subscriber; absent fields match every message. Lists echo it in their response. */
export interface NotificationFilter {
  readonly read?: boolean;
  readonly archived?: boolean;
  readonly snoozed?: boolean;
  readonly seen?: boolean;
  /** One of these, or one of each group. */
  readonly tags?: unknown;
  readonly severity?: string | readonly string[];
  /** Values of the message's own data, also one level down. */
  readonly data?: UnknownObject;
  /** ms. */
  readonly createdGte?: number;
  /** ms. */
  readonly createdLte?: number;
  /** Exactly these. */
  readonly contextKeys?: readonly string[];
}

export const SEVERITIES: readonly string[] = ["high", "medium", "low", "none"];

export const isSnoozed = (message: StoredMessage): boolean =>
  typeof message.state.marks.snoozedUntil === "number";

const agrees = (wanted: boolean | undefined, actual: boolean): boolean =>
  wanted === undefined || wanted === actual;

const isWords = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((word) => typeof word === "string");

/**
 * The groups of which a message needs one tag each: `["a","b"]` and `{or:["a","b"]}` are one group, `[["a"],["b"]]` and
 * `{and:[{or:["a"]},{or:["b"]}]}` are two. Undefined for any other form.
 */
export const tagGroups = (tags: unknown): readonly (readonly string[])[] | undefined => {
  if (tags === undefined) return [];
  if (isWords(tags)) return tags.length === 0 ? [] : [tags];
  if (isObject(tags) && "or" in tags) return isWords(tags.or) ? [tags.or] : undefined;
  const groups = isObject(tags) ? tags.and : tags;
  if (!Array.isArray(groups)) return undefined;
  const words = groups.map((group) => (isObject(group) ? group.or : group));
  return words.every((group) => isWords(group) && group.length > 0) ? words : undefined;
};

const isIn = (wanted: unknown, actual: unknown): boolean =>
  isObject(wanted)
    ? Object.entries(wanted).every(([key, value]) => isIn(value, asObject(actual)[key]))
    : wanted === (actual ?? null) || wanted === actual;

const overlaps = (wanted: readonly string[], actual: readonly string[]): boolean =>
  wanted.length === 0 || actual.some((word) => wanted.includes(word));

const isSameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((word) => b.includes(word));

export const matchesNotificationFilter = (
  filter: NotificationFilter,
): ((message: StoredMessage) => boolean) => {
  const groups = tagGroups(filter.tags) ?? [];
  const severities = filter.severity === undefined ? [] : [filter.severity].flat();
  const { createdGte = Number.NEGATIVE_INFINITY, createdLte = Number.POSITIVE_INFINITY } = filter;
  return (message) => {
    const { marks } = message.state;
    return (
      agrees(filter.read, marks.read) &&
      agrees(filter.seen, marks.seen) &&
      agrees(filter.archived, marks.archived) &&
      agrees(filter.snoozed, isSnoozed(message)) &&
      groups.every((group) => overlaps(group, message.tags)) &&
      overlaps(severities, [message.severity]) &&
      isIn(filter.data ?? {}, message.data) &&
      message.createdAt >= createdGte &&
      message.createdAt <= createdLte &&
      (filter.contextKeys === undefined || isSameSet(filter.contextKeys, message.contextKeys))
    );
  };
};

const booleanOf = (value: unknown): boolean | undefined => (typeof value === "boolean" ? value : undefined);
const numberOf = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

/** The filter in a JSON object, whose fields of another type are left out. */
export const notificationFilter = (source: UnknownObject): NotificationFilter => {
  const { tags, severity, data, contextKeys } = source;
  return defined({
    read: booleanOf(source.read),
    archived: booleanOf(source.archived),
    snoozed: booleanOf(source.snoozed),
    seen: booleanOf(source.seen),
    tags: tags ?? undefined,
    severity: typeof severity === "string" || isWords(severity) ? severity : undefined,
    data: isObject(data) ? data : undefined,
    createdGte: numberOf(source.createdGte),
    createdLte: numberOf(source.createdLte),
    contextKeys: isWords(contextKeys) ? contextKeys : undefined,
  });
};
