import { buttonsText } from "../model/buttons.js";
import type { JsonObject, JsonValue } from "../model/json.js";
import type { Message } from "../model/message.js";
import type { MessageFilter } from "../model/message-filter.js";
import type { Cell, View } from "../output/view.js";
import { counted } from "./counted.js";
import { type Location, locationText } from "./location-text.js";
import { textOrNone } from "./profile-view.js";

/** Messages of a list, what was asked for, and where. */
export interface MessageList {
  readonly messages: readonly { readonly document: JsonObject; readonly message: Message }[];
  readonly asked: {
    readonly subscriberId: string | undefined;
    readonly transactionIds: readonly string[];
    readonly filter: MessageFilter;
    readonly since: unknown;
    readonly before: string | undefined;
  };
  readonly place: Location;
  /** Not a part of what is shown as it comes. */
  readonly isWhole: boolean;
}

export const messageListDocument = ({ messages }: MessageList): JsonValue =>
  messages.map(({ document }) => document);

export const messageListView = ({ messages, asked, place, isWhole }: MessageList): View => {
  const isOfOne = asked.subscriberId !== undefined;
  const context = locationText(place, messages[0]?.message.environmentId);
  return {
    ...(isWhole ? { headline: { level: "info", text: headlineOf(messages.length, asked), context } } : {}),
    table: {
      columns: [
        { title: "MESSAGE" },
        { title: "TITLE", shrinks: true },
        { title: "WORKFLOW", yields: true },
        { title: "CREATED" },
        { title: "BUTTONS" },
        ...(isOfOne ? [] : [{ title: "SUBSCRIBER" }]),
      ],
      rows: messages.map(({ message }) => [
        textOrNone(message.id),
        textOrNone(message.title || undefined),
        textOrNone(message.workflow),
        message.createdAt === undefined ? "none" : { time: message.createdAt },
        buttonsCell(message),
        ...(isOfOne ? [] : [textOrNone(message.subscriberId)]),
      ]),
    },
  };
};

const buttonsCell = (message: Message): Cell => {
  const text = buttonsText(message);
  if (text === "") return "none";
  return message.answer.status === "done" ? { text, tone: "good" } : { text };
};

const headlineOf = (count: number, asked: MessageList["asked"]): string => {
  if (count > 0) return `${counted(count, "message")}, newest first`;
  const { subscriberId, transactionIds, filter, since, before } = asked;
  const [transaction] = transactionIds;
  const what = [
    `no ${filter.state ?? "in-app"} message`,
    ...(filter.workflow === undefined ? [] : [`of workflow "${filter.workflow}"`]),
    ...(subscriberId === undefined ? [] : [`of subscriber "${subscriberId}"`]),
    ...(transaction === undefined
      ? []
      : [`with transaction ${transactionIds.map((id) => `"${id}"`).join(" or ")}`]),
    ...(since === undefined ? [] : ["since then"]),
    ...(before === undefined ? [] : [`older than ${before}`]),
  ].join(" ");
  return transaction === undefined ? what : `${what}; Novu says the same of one it does not know`;
};
