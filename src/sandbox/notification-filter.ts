import { defined, isObject, type UnknownObject } from "./json.js";
import type { StoredMessage } from "./message.js";

/** Selects messages of a subscriber; absent fields match every message. */
export interface NotificationFilter {
  readonly read?: boolean;
  readonly archived?: boolean;
  readonly snoozed?: boolean;
  readonly seen?: boolean;
  readonly tags?: readonly string[];
  readonly severity?: readonly string[];
  readonly data?: UnknownObject;
}

const agrees = (wanted: boolean | undefined, actual: boolean): boolean =>
  wanted === undefined || wanted === actual;

const overlaps = (wanted: readonly string[] | undefined, actual: readonly string[]): boolean =>
  wanted === undefined || wanted.length === 0 || actual.some((word) => wanted.includes(word));

export const isSnoozed = (message: StoredMessage): boolean =>
  typeof message.state.marks.snoozedUntil === "number";

export const matchesNotificationFilter =
  (filter: NotificationFilter) =>
  (message: StoredMessage): boolean => {
    const { marks } = message.state;
    return (
      agrees(filter.read, marks.read) &&
      agrees(filter.seen, marks.seen) &&
      agrees(filter.archived, marks.archived) &&
      agrees(filter.snoozed, isSnoozed(message)) &&
      overlaps(filter.tags, message.tags) &&
      overlaps(filter.severity, [message.severity]) &&
      // The sandbox's workflows set no custom data.
      Object.keys(filter.data ?? {}).length === 0
    );
  };

const booleanOf = (value: unknown): boolean | undefined => (typeof value === "boolean" ? value : undefined);

const wordsOf = (value: unknown): readonly string[] | undefined => {
  const words = (Array.isArray(value) ? value : [value]).filter((word) => typeof word === "string");
  return words.length === 0 ? undefined : words;
};

export const filterOf = (source: UnknownObject): NotificationFilter =>
  defined({
    read: booleanOf(source.read),
    archived: booleanOf(source.archived),
    snoozed: booleanOf(source.snoozed),
    seen: booleanOf(source.seen),
    tags: wordsOf(source.tags),
    severity: wordsOf(source.severity),
    data: isObject(source.data) ? source.data : undefined,
  });
