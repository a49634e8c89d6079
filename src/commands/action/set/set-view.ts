import { type ActionChange, writeWarnings } from "../../../model/action-change.js";
import { statusOf } from "../../../model/write-guards.js";
import type { Field, Headline, View } from "../../../output/view.js";
import { answerTable, describeAnswer, messageFieldList } from "../../../views/answer-table.js";
import { type ConnectionLocation, locationText } from "../../../views/location-text.js";

/** A change, and the connection it was made through. */
export interface SetResult extends ActionChange {
  readonly location: ConnectionLocation;
}

export const setView = (change: SetResult): View => {
  const { request, message } = change;
  return {
    headline: headlineOf(change),
    table: answerTable(message),
    warnings: writeWarnings(change),
    details: [
      ...(message.title === "" ? [] : [{ label: "", value: { text: message.title } }]),
      { label: "message", value: { text: request.messageId } },
      { label: "payload", value: { text: change.payload } },
      ...beforeField(change),
      ...messageFieldList(message),
    ],
  };
};

const headlineOf = (change: SetResult): Headline => {
  const { request, message, location, noWriteReason } = change;
  const context = locationText(location);
  const button = labelOf(message, request.button);
  if (noWriteReason !== undefined)
    return { level: "info", text: unchangedText(button, request.status, noWriteReason), context };
  const what = `${button} is now ${request.status} for ${request.subscriberId}`;
  return { level: "done", text: `${what}${beforeText(change)}${payloadText(change)}`, context };
};

/** The label or, if both buttons have the same or none, the button. */
const labelOf = ({ buttons }: SetResult["message"], button: string): string => {
  const label = buttons.find(({ type }) => type === button)?.label;
  return label && buttons.filter((each) => each.label === label).length === 1 ? label : button;
};

/** “ (was pending)”, “ (was done)”, “ (Reject was done)”; nothing if the message was not read. */
const beforeText = ({ request, message, before }: SetResult): string => {
  if (before === undefined) return "";
  const status = statusOf(before);
  const isOther = status === "done" && before.button !== undefined && before.button !== request.button;
  return isOther ? ` (${labelOf(message, before.button ?? "")} was done)` : ` (was ${status})`;
};

/** The table shows a payload, but not that there was one. */
const payloadText = ({ payload }: SetResult): string => (payload === "cleared" ? ", payload cleared" : "");

const unchangedText = (
  button: string,
  status: string,
  reason: NonNullable<ActionChange["noWriteReason"]>,
): string =>
  reason === "already"
    ? `${button} is already ${status}; nothing was written`
    : `${button} is ${status}, already done by an earlier request; nothing was written now`;

const beforeField = ({ before, noWriteReason }: ActionChange): Field[] =>
  before === undefined || noWriteReason ? [] : [{ label: "was:", value: { text: describeAnswer(before) } }];
