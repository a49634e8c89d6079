import type { JsonObject } from "../model/json.js";
import type { Change } from "../model/known-message.js";
import type { Facets } from "../model/message-changes.js";
import { toNdjson } from "../output/json-text.js";
import type { Table, View } from "../output/view.js";
import { textOrNone } from "./profile-view.js";
import { watchLine } from "./watch-line.js";

/** One event as it is told. */
export interface WatchEvent {
  readonly change: Change;
  /** When it was noticed, ms. */
  readonly at: number;
  /** Whose message it is. */
  readonly subscriberId: string | undefined;
  /** Columns of the terminal a person reads it on; undefined for a program. */
  readonly columns: number | undefined;
}

/** One flat object, every field always there; what there is not is null. */
export const watchEventDocument = ({ change, at, subscriberId }: WatchEvent): JsonObject => {
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

/** The button an event is about: the one pressed or taken back, else the one in the slot. */
const buttonOf = ({ event, before, after }: Change): string | undefined =>
  event === "reverted" ? before?.answer.button : after.answer.button;

const labelOf = ({ snapshot }: Change, button: string | undefined): string | undefined =>
  snapshot.message.buttons.find(({ type }) => type === button)?.label;

const facetsDocument = ({ answer, seen, read, archived }: Facets): JsonObject => ({
  status: answer.status ?? null,
  button: answer.button ?? null,
  payload: answer.payload ?? null,
  seen,
  read,
  archived,
});

/** A line to read on a terminal; elsewhere a line of JSON, and columns for csv and tsv. */
export const watchEventView = (told: WatchEvent): View => ({
  text: told.columns === undefined ? toNdjson(watchEventDocument(told)) : lineOf(told, told.columns),
  table: tableOf(told),
});

const tableOf = (told: WatchEvent): Table => {
  const { change, at, subscriberId } = told;
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
    TITLE: textOrNone(message.title || undefined),
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
