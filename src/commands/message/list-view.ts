import { buttonsText } from "../../model/buttons.js";
import type { JsonValue } from "../../model/json.js";
import type { Message, MessageDocument } from "../../model/message.js";
import { derivedFields } from "../../model/message-fields.js";
import { cellOf } from "../../output/select-fields.js";
import type { Cell, Table } from "../../output/view.js";
import { textOrNone, timeOrNone } from "../../views/cells.js";

/** @param subscriberId whose messages they are, if that was asked for */
export const tableForPerson = (
  messages: readonly MessageDocument[],
  subscriberId: string | undefined,
): Table => {
  const isOfOne = subscriberId !== undefined;
  return {
    columns: [
      { title: "MESSAGE", isId: true },
      { title: "TITLE" },
      { title: "CREATED", isDroppable: true },
      { title: "WORKFLOW", isDroppable: true },
      { title: "BUTTONS", isCutLast: true },
      ...(isOfOne ? [] : [{ title: "SUBSCRIBER", isId: true }]),
    ],
    rows: messages.map(({ message }) => [
      textOrNone(message.id),
      textOrNone(message.title || undefined),
      timeOrNone(message.createdAt),
      textOrNone(message.workflow),
      buttonsCell(message),
      ...(isOfOne ? [] : [textOrNone(message.subscriberId)]),
    ]),
  };
};

/** Columns that `action apply` reads. */
const PROGRAM_COLUMNS = [
  "subscriberId",
  "messageId",
  "pressed",
  "state",
  "payload",
  "title",
  "workflow",
  "createdAt",
  "labels",
] as const;

/** @param subscriberId whose messages they are, if that was asked for; not all lists contain it */
export const tableForPrograms = (
  messages: readonly MessageDocument[],
  subscriberId: string | undefined,
): Table => ({
  columns: PROGRAM_COLUMNS.map((title) => ({ title, isName: true })),
  rows: messages.map(({ message }) => {
    const values: Readonly<Record<(typeof PROGRAM_COLUMNS)[number], JsonValue>> = {
      ...derivedFields(message, subscriberId),
      payload: message.answer.payload ?? null,
      createdAt: message.createdAt ?? null,
    };
    return PROGRAM_COLUMNS.map((name) => cellOf(values[name]));
  }),
});

const buttonsCell = (message: Message): Cell => {
  const text = buttonsText(message);
  if (text === "") return "none";
  return message.answer.status === "done" ? { text, tone: "pressed" } : { text, tone: "pending" };
};
