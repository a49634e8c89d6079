import type { MessageMarks, StoredMessage } from "./message.js";

export type MarkChange = (marks: MessageMarks, at: number) => MessageMarks;

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

export const applyMark = (message: StoredMessage, mark: MarkChange, at: number): void => {
  message.state = { ...message.state, marks: mark(message.state.marks, at), updatedAt: at };
};
