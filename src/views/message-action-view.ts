import type { JsonObject } from "../model/json.js";
import type { Message } from "../model/message.js";
import type { Cell, Field, Table, View } from "../output/view.js";
import { describeAnswer } from "./action-change-view.js";
import { type Location, locationText } from "./location-text.js";

/** A message that was read, whose it is, and where. */
export interface PlacedMessage {
  readonly document: JsonObject;
  readonly message: Message;
  readonly subscriberId: string;
  readonly place: Location;
}

const COLUMNS = [
  { title: "BUTTON" },
  { title: "LABEL" },
  { title: "STATE" },
  { title: "RESULT" },
  { title: "RESULT TEXT", optional: true },
];

export const messageActionView = ({ message, subscriberId, place }: PlacedMessage): View => ({
  headline: {
    level: "info",
    text:
      message.buttons.length === 0
        ? "this message has no buttons"
        : `action: ${describeAnswer({ ...message.answer, payload: undefined })}`,
    context: locationText(place, message.environmentId),
  },
  title: [...(message.title === "" ? [] : [message.title]), `message ${message.id} for ${subscriberId}`],
  table: answerTable(message),
  footer: messageFieldList(message),
});

/** One row per button; only the button of the answer has a state (docs/novu-api.md, "One answer per message"). */
export const answerTable = ({ buttons, answer }: Message): Table => {
  const isKnown = answer.button === undefined || buttons.some(({ type }) => type === answer.button);
  const rows = [
    ...buttons.map(({ type, label, resultContent }) => ({ type, label, resultContent })),
    // Somebody set a button that the message does not have; hiding that would hide the answer.
    ...(isKnown ? [] : [{ type: answer.button ?? "", label: undefined, resultContent: undefined }]),
  ];
  return {
    columns: COLUMNS,
    rows: rows.map(({ type, label, resultContent }) => {
      const isHolder = type === answer.button;
      return [
        { text: type },
        textOrNone(label),
        isHolder ? stateCell(answer.status) : "none",
        isHolder && answer.payload !== undefined ? { json: answer.payload } : "none",
        textOrNone(resultContent),
      ];
    }),
  };
};

const textOrNone = (text: string | undefined): Cell =>
  text === undefined || text === "" ? "none" : { text };

const stateCell = (status: string | undefined): Cell => {
  if (status === undefined) return "none";
  return status === "done" ? { text: status, tone: "good" } : { text: status, tone: "warn" };
};

/** What else is known of the message, in one line. The delivery's status is named as such. */
export const messageFieldList = (message: Message): Field[] =>
  [
    field("workflow", message.workflow),
    field("delivery", message.delivery),
    message.read === undefined ? [] : [{ label: "", value: { text: message.read ? "read" : "not read" } }],
    message.createdAt === undefined ? [] : [{ label: "created", value: { time: message.createdAt } }],
  ].flat();

const field = (label: string, text: string | undefined): Field[] =>
  text === undefined ? [] : [{ label, value: { text } }];
