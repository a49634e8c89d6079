import type { JsonObject } from "../model/json.js";
import type { Message } from "../model/message.js";
import type { View } from "../output/view.js";
import { describeAnswer } from "./action-change-view.js";
import { answerTable, messageFieldList } from "./answer-table.js";
import { type Location, locationText } from "./location-text.js";

/** A message that was read, whose it is, and where. */
export interface PlacedMessage {
  readonly document: JsonObject;
  readonly message: Message;
  readonly subscriberId: string;
  readonly place: Location;
}

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
