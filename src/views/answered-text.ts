import { relativeTime } from "../model/durations.js";
import type { Message } from "../model/message.js";

/**
 * “"Reject" was pressed 2 minutes ago”; without `now`, the time is left out. If both buttons have the same label, the
 * button's type is added. Novu stores no time of a press, so the time is that of the message's last change.
 * @param now ms since the epoch
 */
export const answeredText = ({ answer, buttons, updatedAt }: Message, now?: number): string => {
  const label = buttons.find(({ type }) => type === answer.button)?.label;
  const isUnique = buttons.filter((button) => button.label === label).length === 1;
  const pressed = label ? `"${label}"${isUnique ? "" : ` (${answer.button})`}` : answer.button;
  return [
    pressed === undefined ? "it is already answered" : `${pressed} was pressed`,
    ...(updatedAt === undefined || now === undefined ? [] : [relativeTime(updatedAt, now)]),
  ].join(" ");
};
