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

const EVENT_WIDTH = "unarchived".length;
const GAP = "  ";
/** The title keeps this width while other parts can be left out. */
const PREFERRED_TITLE_WIDTH = 16;
const MIN_TITLE_WIDTH = 8;
/** With its quotes. */
const MIN_LABEL_WIDTH = 6;

/**
 * One line of at most this width. To fit, it loses parts in this order: the end of the title, the label, more of the
 * title, the message ID, the end of the line.
 */
export const watchLine = (parts: WatchLineParts, columns: number): string => {
  const cleanParts = sanitized(parts);
  const { messageId: _, ...withoutId } = cleanParts;
  const isNarrow = widthOf(pieces(cleanParts, { title: MIN_TITLE_WIDTH, label: 0 })) > columns;
  const kept = isNarrow ? { ...withoutId, messageId: undefined } : cleanParts;
  const label = labelWidth(kept, columns);
  const rest = columns - widthOf(pieces(kept, { title: 0, label })) - GAP.length;
  return fitText(pieces(kept, { title: Math.max(MIN_TITLE_WIDTH, rest), label }).join(GAP), columns);
};

/** Columns for each; 0 leaves it out. */
interface PartWidths {
  readonly title: number;
  readonly label: number;
}

/** Columns for the label beside a narrow title; 0 if they are too few. */
const labelWidth = (parts: WatchLineParts, columns: number): number => {
  const room = columns - widthOf(pieces(parts, { title: PREFERRED_TITLE_WIDTH, label: 0 })) - 1;
  const whole = columnWidth(quoted(parts.label));
  return room >= Math.min(whole, MIN_LABEL_WIDTH) ? Math.min(room, whole) : 0;
};

const pieces = (
  { time, event, title, subscriberId, button, label, messageId }: WatchLineParts,
  widths: PartWidths,
): readonly string[] =>
  [
    time,
    event.padEnd(EVENT_WIDTH),
    widths.title === 0 ? "" : fitText(title, widths.title),
    subscriberId,
    button === undefined || label === undefined || widths.label === 0
      ? button
      : `${button} ${quotedWithin(label, widths.label)}`,
    messageId,
  ].flatMap((piece) => piece || []);

const quoted = (label: string | undefined): string => (label === undefined ? "" : `“${label}”`);

const quotedWithin = (label: string, columns: number): string =>
  `“${fitText(label, columns - columnWidth("“”"))}”`;

const widthOf = (texts: readonly string[]): number => columnWidth(texts.join(GAP));

const sanitized = (parts: WatchLineParts): WatchLineParts => ({
  ...parts,
  title: sanitizeLine(parts.title).trim(),
  subscriberId: parts.subscriberId && sanitizeLine(parts.subscriberId),
  button: parts.button && sanitizeLine(parts.button),
  label: parts.label && sanitizeLine(parts.label),
  messageId: parts.messageId && sanitizeLine(parts.messageId),
});
