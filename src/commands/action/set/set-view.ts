import { type ActionChange, writeWarnings } from "../../../model/action-change.js";
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
    title: [
      ...(message.title === "" ? [] : [message.title]),
      `message ${request.messageId} for ${request.subscriberId}`,
    ],
    table: answerTable(message),
    warnings: writeWarnings(change),
    footer: [...beforeField(change), ...messageFieldList(message)],
  };
};

const headlineOf = ({ request, message, payload, noWriteReason, location }: SetResult): Headline => {
  const context = locationText(location, message.environmentId);
  return noWriteReason !== undefined
    ? { level: "info", text: unchangedText(request, noWriteReason), context }
    : { level: "done", text: `${request.button} → ${request.status}, payload ${payload}`, context };
};

const unchangedText = (
  { button, status }: ActionChange["request"],
  reason: NonNullable<ActionChange["noWriteReason"]>,
): string =>
  reason === "already"
    ? `${button} is already ${status}; nothing was written`
    : `${button} is ${status}, already done by an earlier request; nothing was written now`;

const beforeField = ({ before, noWriteReason }: ActionChange): Field[] =>
  before === undefined || noWriteReason ? [] : [{ label: "was:", value: { text: describeAnswer(before) } }];
