import type { JsonObject, JsonValue } from "../model/json.js";
import type { Answer, Message, MessageButton } from "../model/message.js";
import { type MessageDetails, readDetails } from "../model/message-details.js";
import type { Cell, Field, View } from "../output/view.js";
import { describeAnswer } from "./answer-table.js";
import { htmlText } from "./html-text.js";
import { type Location, locationText } from "./location-text.js";
import { textOrNone } from "./profile-view.js";

/** A message that was read, whose it is, and where. */
export interface ShownMessage {
  readonly document: JsonObject;
  readonly message: Message;
  readonly subscriberId: string;
  readonly location: Location;
}

/** All that is worth knowing of one message, as a card. */
export const messageView = ({ document, message, subscriberId, location }: ShownMessage): View => {
  const details = readDetails(document);
  const content = htmlText(details.content);
  return {
    headline: {
      level: "info",
      text: `message ${message.id} for ${subscriberId}`,
      context: locationText(location, message.environmentId),
    },
    fields: [
      { label: "message", value: textOrNone(message.id) },
      { label: "subscriber", value: { text: subscriberId } },
      { label: "title", value: { text: message.title, tone: "strong" } },
      { label: "content", value: content === "" ? "none" : { block: content } },
      ...message.buttons.flatMap(buttonFacts),
      { label: "action", value: actionCell(message.answer, message.buttons.length > 0) },
      { label: "action payload", value: jsonCell(message.answer.payload) },
      { label: "trigger payload", value: jsonCell(details.triggerPayload) },
      { label: "workflow", value: textOrNone(message.workflow) },
      { label: "transaction", value: textOrNone(message.transactionId) },
      ...deliveryFacts(message.delivery, details),
      { label: "created", value: timeCell(message.createdAt) },
      { label: "delivered", value: timeCell(details.deliveredAt) },
      { label: "seen", value: markCell(message.seen, details.seenAt) },
      { label: "read", value: markCell(message.read, details.readAt) },
      {
        label: "environment",
        value: textOrNone(location.profile?.environment?.name ?? message.environmentId),
      },
    ],
  };
};

const buttonFacts = ({ type, label, resultContent }: MessageButton): Field[] => [
  { label: type, value: textOrNone(label || undefined) },
  ...(resultContent ? [{ label: `${type} result`, value: { text: resultContent } }] : []),
];

/** Whose answer holds, apart from its payload. */
const actionCell = (answer: Answer, hasButtons: boolean): Cell => {
  if (!hasButtons && answer.status === undefined && answer.button === undefined) return "none";
  const text = describeAnswer({ ...answer, payload: undefined });
  return { text, tone: answer.status === "done" ? "good" : "warn" };
};

const jsonCell = (json: JsonValue | undefined): Cell => (json === undefined ? "none" : { json });

const timeCell = (time: string | undefined): Cell => (time === undefined ? "none" : { time });

/** Removing a mark leaves its date behind (docs/novu-api.md, "Message fields"), so the mark is checked first. */
const markCell = (isMarked: boolean | undefined, time: string | undefined): Cell => {
  if (isMarked === undefined) return "none";
  if (!isMarked) return { text: "no" };
  return time === undefined ? { text: "yes" } : { time };
};

const deliveryFacts = (status: string | undefined, { errorText, channel }: MessageDetails): Field[] => [
  { label: "delivery", value: deliveryCell(status) },
  ...(errorText ? [{ label: "delivery error", value: { text: errorText, tone: "bad" } as const }] : []),
  // In-app is what this tool is for, and needs no mention.
  ...(channel === undefined || channel === "in_app" ? [] : [{ label: "channel", value: { text: channel } }]),
];

const deliveryCell = (status: string | undefined): Cell => {
  if (status === undefined) return "none";
  return status === "sent" ? { text: status } : { text: status, tone: status === "error" ? "bad" : "warn" };
};
