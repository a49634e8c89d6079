import { type ActionChange, writeWarnings } from "../../../model/action-change.js";
import type { Field, Headline, View } from "../../../output/view.js";
import { answerTable, describeAnswer, messageFieldList } from "../../../views/answer-table.js";
import { type Location, locationText } from "../../../views/location-text.js";

/** A change, and where it was made. */
export interface SetResult extends ActionChange {
  readonly location: Location;
}

export const setView = (change: SetResult): View => {
  const { asked, message } = change;
  return {
    headline: headlineOf(change),
    title: [
      ...(message.title === "" ? [] : [message.title]),
      `message ${asked.messageId} for ${asked.subscriberId}`,
    ],
    table: answerTable(message),
    warnings: writeWarnings(change),
    footer: [...beforeField(change), ...messageFieldList(message)],
  };
};

const headlineOf = ({ asked, message, payload, isUnchanged, location }: SetResult): Headline => {
  const context = locationText(location, message.environmentId);
  return isUnchanged !== undefined
    ? { level: "info", text: unchangedText(asked, isUnchanged), context }
    : { level: "done", text: `${asked.button} → ${asked.status}, payload ${payload}`, context };
};

const unchangedText = (
  { button, status }: ActionChange["asked"],
  isUnchanged: NonNullable<ActionChange["isUnchanged"]>,
): string =>
  isUnchanged === "already"
    ? `${button} is already ${status}; nothing was written`
    : `${button} is ${status}, already done by an earlier request; nothing was written now`;

const beforeField = ({ before, isUnchanged }: ActionChange): Field[] =>
  before === undefined || isUnchanged ? [] : [{ label: "was:", value: { text: describeAnswer(before) } }];
