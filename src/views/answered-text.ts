import { relativeTime } from "../model/durations.js";
import { type JsonObject, stringOf } from "../model/json.js";
import type { Message } from "../model/message.js";

/**
 * “"Reject" was pressed 2 minutes ago”, as far as the message tells. Two buttons of one label are told apart by their
 * type. Novu dates no press: the time is that of the message's last change.
 */
export const answeredText = ({ answer, buttons }: Message, document: JsonObject, now: number): string => {
  const label = buttons.find(({ type }) => type === answer.button)?.label;
  const isUnique = buttons.filter((button) => button.label === label).length === 1;
  const updatedAt = stringOf(document.updatedAt);
  const pressed = label ? `"${label}"${isUnique ? "" : ` (${answer.button})`}` : answer.button;
  return [
    pressed === undefined ? "it was already answered" : `${pressed} was pressed`,
    ...(updatedAt === undefined ? [] : [relativeTime(updatedAt, now)]),
  ].join(" ");
};
