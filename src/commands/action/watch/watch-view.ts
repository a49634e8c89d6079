import type { WatchedState } from "../../../model/message-changes.js";
import { columnWidth, fitText } from "../../../output/fit-text.js";
import { toNdjson } from "../../../output/json-text.js";
import { sanitizeLine } from "../../../output/sanitize.js";
import type { Table, View } from "../../../output/view.js";
import type { Change } from "../../../polling/watch-window.js";
import { nonEmptyTextOrNone, textOrNone } from "../../../views/cells.js";
import type { WatchEventDocument } from "../action.schema.js";

/** One event to show. */
export interface WatchEvent {
  readonly change: Change;
  /** When the read that found it was over, ms since the epoch. */
  readonly at: number;
  readonly subscriberId: string | undefined;
  /** Width of the terminal in columns; undefined for a program. */
  readonly columns: number | undefined;
}

/** One flat object with all fields, null where there is no value. */
export const watchEventDocument = ({ change, at, subscriberId }: WatchEvent): WatchEventDocument => {
  const { event, before, after, snapshot } = change;
  const { message, document } = snapshot;
  const button = buttonOf(change);
  return {
    event,
    at: new Date(at).toISOString(),
    subscriberId: subscriberId ?? null,
    messageId: message.id ?? null,
    transactionId: message.transactionId ?? null,
    workflow: message.workflow ?? null,
    title: message.title,
    button: button ?? null,
    label: labelOf(change, button) ?? null,
    status: after.answer.status ?? null,
    payload: after.answer.payload ?? null,
    before: before === undefined ? null : facetsDocument(before),
    message: document,
  };
};

/** The button that an event is about: for a reverted answer, the one it had. */
const buttonOf = ({ event, before, after }: Change): string | undefined =>
  event === "reverted" ? before?.answer.button : after.answer.button;

const labelOf = ({ snapshot }: Change, button: string | undefined): string | undefined =>
  snapshot.message.buttons.find(({ type }) => type === button)?.label;

const facetsDocument = ({
  answer,
  seen,
  read,
  archived,
  snoozedUntil,
}: WatchedState): WatchEventDocument["before"] => ({
  status: answer.status ?? null,
  button: answer.button ?? null,
  payload: answer.payload ?? null,
  seen,
  read,
  archived,
  snoozedUntil: snoozedUntil ?? null,
});

/** A line of text on a terminal, otherwise a line of JSON; a table for csv and tsv. */
export const watchEventView = (event: WatchEvent): View => ({
  text: event.columns === undefined ? toNdjson(watchEventDocument(event)) : lineOf(event, event.columns),
  table: tableOf(event),
});

const tableOf = (event: WatchEvent): Table => {
  const { change, at, subscriberId } = event;
  const { message } = change.snapshot;
  const button = buttonOf(change);
  const { payload } = change.after.answer;
  const cells = {
    AT: { time: new Date(at).toISOString() },
    EVENT: { text: change.event },
    SUBSCRIBER: textOrNone(subscriberId),
    MESSAGE: textOrNone(message.id),
    TRANSACTION: textOrNone(message.transactionId),
    WORKFLOW: textOrNone(message.workflow),
    TITLE: nonEmptyTextOrNone(message.title),
    BUTTON: textOrNone(button),
    LABEL: textOrNone(labelOf(change, button)),
    STATUS: textOrNone(change.after.answer.status),
    PAYLOAD: payload === undefined ? "none" : { json: payload },
  } as const;
  return {
    columns: Object.keys(cells).map((title) => ({ title })),
    rows: [Object.values(cells)],
  };
};

const lineOf = ({ change, at, subscriberId }: WatchEvent, columns: number): string => {
  const { id, title } = change.snapshot.message;
  const button = buttonOf(change);
  const time = new Date(at).toTimeString().slice(0, "00:00:00".length);
  const parts = { title, subscriberId, button, label: labelOf(change, button), messageId: id };
  return watchLine({ time, event: change.event, ...parts }, columns);
};

/** The parts of an event that a line on a terminal shows. */
export interface WatchLineParts {
  readonly time: string;
  readonly event: string;
  readonly title: string;
  readonly subscriberId: string | undefined;
  readonly button: string | undefined;
  readonly label: string | undefined;
  readonly messageId: string | undefined;
}

const GAP = "  ";
const EVENT_WIDTH = "unarchived".length;
const MESSAGE_ID_WIDTH = 24;
const SUBSCRIBER_WIDTH = 8;
const BUTTON_WIDTH = "secondary".length;
/** Beside the button, with its quotes. */
const LABEL_WIDTH = 14;
const MIN_TITLE_WIDTH = 10;

/**
 * One line of at most this width, in columns that are the same for every event at that width: on a narrow terminal first
 * the labels are left out, then the message IDs. A longer subscriber ID is whole and moves what follows. The title is
 * last, and is cut.
 */
export const watchLine = (parts: WatchLineParts, columns: number): string => {
  const { time, event, title, subscriberId, button, label, messageId } = sanitized(parts);
  const start = [time, padTo(event, EVENT_WIDTH)];
  const subscriber = padTo(subscriberId ?? "–", SUBSCRIBER_WIDTH);
  const pressed = padTo(button ?? "–", BUTTON_WIDTH);
  const withId = [...start, padTo(messageId ?? "–", MESSAGE_ID_WIDTH), subscriber];
  const shownLabel = padTo(label === undefined ? "" : fitText(`“${label}”`, LABEL_WIDTH), LABEL_WIDTH);
  const layouts = [
    [...withId, `${pressed} ${shownLabel}`],
    [...withId, pressed],
  ];
  const typicalWidth = (pieces: readonly string[]) =>
    widthOf(pieces) - columnWidth(subscriber) + SUBSCRIBER_WIDTH + GAP.length + MIN_TITLE_WIDTH;
  const pieces = layouts.find((layout) => typicalWidth(layout) <= columns) ?? [...start, subscriber, pressed];
  const shownTitle = fitText(title, Math.max(MIN_TITLE_WIDTH, columns - widthOf(pieces) - GAP.length));
  return fitText([...pieces, shownTitle].join(GAP).trimEnd(), columns);
};

const padTo = (text: string, width: number): string =>
  `${text}${" ".repeat(Math.max(0, width - columnWidth(text)))}`;

const widthOf = (texts: readonly string[]): number => columnWidth(texts.join(GAP));

const sanitized = (parts: WatchLineParts): WatchLineParts => ({
  ...parts,
  title: sanitizeLine(parts.title).trim(),
  subscriberId: parts.subscriberId && sanitizeLine(parts.subscriberId),
  button: parts.button && sanitizeLine(parts.button),
  label: parts.label && sanitizeLine(parts.label),
  messageId: parts.messageId && sanitizeLine(parts.messageId),
});
