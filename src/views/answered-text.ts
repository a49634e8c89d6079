import type { JsonObject } from "../domain/json.js";
import { stringOf } from "../domain/json.js";
import type { Message } from "../domain/message.js";
import { relativeTime } from "../output/relative-time.js";

/** “somebody already pressed "Reject" (secondary) 2 minutes ago”, as far as the message tells. */
export const answeredText = ({ slot, buttons }: Message, document: JsonObject, now: number): string => {
  const label = buttons.find(({ type }) => type === slot.button)?.label;
  const updatedAt = stringOf(document.updatedAt);
  const pressed = label ? `"${label}" (${slot.button})` : slot.button;
  return [
    pressed === undefined ? "somebody already answered" : `somebody already pressed ${pressed}`,
    ...(updatedAt === undefined ? [] : [relativeTime(updatedAt, now)]),
  ].join(" ");
};
