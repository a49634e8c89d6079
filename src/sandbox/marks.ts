import type { MessageMarks, StoredMessage } from "./message.js";

export type MarkChange = (marks: MessageMarks, at: number) => MessageMarks;

/** What the v1 mark routes write; `unread` and `unseen` also set the date. */
export const v1Marks = {
  read: (marks, at) => ({ ...marks, seen: true, lastSeenDate: at, read: true, lastReadDate: at }),
  unread: (marks, at) => ({ ...marks, seen: true, lastSeenDate: at, read: false, lastReadDate: at }),
  seen: (marks, at) => ({ ...marks, seen: true, lastSeenDate: at }),
  unseen: (marks, at) => ({ ...marks, seen: false, lastSeenDate: at }),
} satisfies Record<string, MarkChange>;

export type V1Mark = keyof typeof v1Marks;

export const isV1Mark = (word: unknown): word is V1Mark =>
  typeof word === "string" && Object.hasOwn(v1Marks, word);

const seen: MarkChange = (marks, at) => ({
  ...marks,
  seen: true,
  lastSeenDate: at,
  firstSeenDate: marks.firstSeenDate === undefined ? at : marks.firstSeenDate,
});

const read: MarkChange = (marks, at) => ({ ...seen(marks, at), read: true, lastReadDate: at });

const unsnooze: MarkChange = (marks, at) => ({
  ...seen(marks, at),
  snoozedUntil: null,
  archived: false,
  archivedAt: null,
});

/** What the v2 routes write; each also marks the message as seen. */
export const v2Marks = {
  seen,
  read,
  unread: (marks, at) => ({
    ...seen(marks, at),
    read: false,
    lastReadDate: null,
    archived: false,
    archivedAt: null,
  }),
  archive: (marks, at) => ({ ...read(marks, at), archived: true, archivedAt: at }),
  unarchive: (marks, at) => ({ ...read(marks, at), archived: false, archivedAt: null }),
  unsnooze,
} satisfies Record<string, MarkChange>;

export const snooze =
  (until: number): MarkChange =>
  (marks, at) => ({ ...unsnooze(marks, at), snoozedUntil: until });

export const applyMark = (message: StoredMessage, mark: MarkChange, at: number): void => {
  message.state = { ...message.state, marks: mark(message.state.marks, at), updatedAt: at };
};
