import type { JsonObject } from "../model/json.js";
import type { Message } from "../model/message.js";
import type { Screen } from "../output/screen.js";
import { describeSlot } from "./action-change-view.js";
import { type Place, placeText } from "./place-text.js";
import { messageFacts, slotTable } from "./slot-table.js";

/** A message that was read, whose it is, and where. */
export interface PlacedMessage {
  readonly document: JsonObject;
  readonly message: Message;
  readonly subscriberId: string;
  readonly place: Place;
}

export const messageActionView = ({ message, subscriberId, place }: PlacedMessage): Screen => ({
  headline: {
    mark: "info",
    text:
      message.buttons.length === 0
        ? "this message has no buttons"
        : `action: ${describeSlot({ ...message.slot, payload: undefined })}`,
    aside: placeText(place, message.environmentId),
  },
  title: [...(message.title === "" ? [] : [message.title]), `message ${message.id} for ${subscriberId}`],
  table: slotTable(message),
  footer: messageFacts(message),
});
