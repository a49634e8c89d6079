import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import type { Answer, MessageButton, MessageSelector } from "../../model/message.js";
import { derivedFields } from "../../model/message-fields.js";
import type { Cell, Field, View } from "../../output/view.js";
import { describeAnswer } from "../../views/answer-table.js";
import { jsonOrNone, textOrNone, timeOrNone } from "../../views/cells.js";
import { locationText } from "../../views/location-text.js";
import { resolveWithProgress, type ShownMessage } from "../action/resolve/resolve-message.js";
import { addRecentMessage } from "../remember.js";
import { htmlText } from "./html-text.js";
import { type MessageDetails, readDetails } from "./message-details.js";

interface ShowMessageInput {
  readonly selector: MessageSelector;
}

const run = async (
  context: Pick<Context, "connect" | "output" | "recents">,
  { selector }: ShowMessageInput,
): Promise<Outcome<ShownMessage>> => {
  const { novu, connection: location } = await context.connect();
  const { found, subscriberId } = await resolveWithProgress(context, novu, selector, "any");
  await addRecentMessage(context, subscriberId, found.message);
  return { model: { ...found, subscriberId, location } };
};

const document = ({ document }: ShownMessage) => document;

const derived =
  ({ message, subscriberId }: ShownMessage) =>
  () =>
    derivedFields(message, subscriberId);

const view = ({ document, message, subscriberId, location }: ShownMessage): View => {
  const details = readDetails(document);
  const content = htmlText(details.content);
  return {
    headline: {
      level: "info",
      text: `message ${message.id} for ${subscriberId}`,
      context: locationText(location),
    },
    fields: [
      { label: "message", value: textOrNone(message.id) },
      { label: "subscriber", value: { text: subscriberId } },
      { label: "title", value: { text: message.title, tone: "strong" } },
      { label: "content", value: content === "" ? "none" : { block: content } },
      ...textField("link", details.link),
      ...message.buttons.flatMap(buttonFields),
      ...details.buttonLinks.flatMap(({ type, url }) => textField(`${type} link`, url)),
      { label: "answer", value: actionCell(message.answer, message.buttons.length > 0) },
      { label: "payload", value: jsonOrNone(message.answer.payload) },
      { label: "trigger payload", value: jsonOrNone(details.triggerPayload) },
      ...(details.data === undefined ? [] : [{ label: "data", value: { json: details.data } }]),
      { label: "workflow", value: textOrNone(message.workflow) },
      { label: "transaction", value: textOrNone(message.transactionId) },
      ...deliveryFields(message.delivery, details),
      { label: "created", value: timeOrNone(message.createdAt) },
      { label: "delivered", value: timeOrNone(details.deliveredAt) },
      { label: "seen", value: markCell(message.seen, details.seenAt) },
      { label: "read", value: markCell(message.read, details.readAt) },
      ...(message.archived ? [{ label: "archived", value: { text: "yes" } }] : []),
      ...(message.snoozedUntil === undefined
        ? []
        : [{ label: "snoozed until", value: { time: message.snoozedUntil } }]),
      // Nearly every message has the severity none.
      ...textField("severity", details.severity === "none" ? undefined : details.severity),
      ...textField("tags", details.tags.join(", ")),
      ...textField("contexts", details.contexts.join(", ")),
      ...textField("avatar", details.avatar),
      {
        label: "environment",
        value: textOrNone(location.profile?.environment?.name ?? message.environmentId),
      },
    ],
  };
};

/** Nothing for what few messages have. */
const textField = (label: string, text: string | undefined): Field[] =>
  text ? [{ label, value: { text } }] : [];

const buttonFields = ({ type, label, resultContent }: MessageButton): Field[] => [
  { label: type, value: textOrNone(label || undefined) },
  ...(resultContent ? [{ label: `${type} result`, value: { text: resultContent } }] : []),
];

/** The answer without its payload, which has a field of its own. */
const actionCell = (answer: Answer, hasButtons: boolean): Cell => {
  if (!hasButtons && answer.status === undefined && answer.button === undefined) return "none";
  const text = describeAnswer({ ...answer, payload: undefined });
  return { text, tone: answer.status === "done" ? "pressed" : "pending" };
};

/** Removing a mark leaves its date behind (docs/novu-api.md, "Message fields"), so the mark is checked first. */
const markCell = (isMarked: boolean | undefined, time: string | undefined): Cell => {
  if (isMarked === undefined) return "none";
  if (!isMarked) return { text: "no" };
  return time === undefined ? { text: "yes" } : { time };
};

const deliveryFields = (status: string | undefined, { errorText, channel }: MessageDetails): Field[] => [
  { label: "delivery", value: deliveryCell(status) },
  ...(errorText ? [{ label: "delivery error", value: { text: errorText, tone: "error" } as const }] : []),
  // Nearly every message that the tool reads is in-app.
  ...(channel === undefined || channel === "in_app" ? [] : [{ label: "channel", value: { text: channel } }]),
];

const deliveryCell = (status: string | undefined): Cell => {
  if (status === undefined) return "none";
  return status === "sent"
    ? { text: status }
    : status === "error"
      ? { text: status, tone: "error" }
      : { text: status };
};

export const body = { run, document, view, derived };
