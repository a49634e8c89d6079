import { type ActionChange, writeWarnings } from "../model/action-change.js";
import type { Answer } from "../model/message.js";
import type { Field, Headline, View } from "../output/view.js";
import { type Location, locationText } from "./location-text.js";
import { answerTable, messageFieldList } from "./message-action-view.js";

/** A change, and where it happened. */
export interface PlacedChange extends ActionChange {
  readonly place: Location;
}

export const actionChangeView = (change: PlacedChange): View => {
  const { asked, message } = change;
  return {
    headline: headlineOf(change),
    title: [
      ...(message.title === "" ? [] : [message.title]),
      `message ${asked.messageId} for ${asked.subscriberId}`,
    ],
    table: answerTable(message),
    warnings: writeWarnings(change),
    footer: [...beforeFact(change), ...messageFieldList(message)],
  };
};

const headlineOf = ({ asked, message, payload, isUnchanged, place }: PlacedChange): Headline => {
  const context = locationText(place, message.environmentId);
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

const beforeFact = ({ before, isUnchanged }: ActionChange): Field[] =>
  before === undefined || isUnchanged ? [] : [{ label: "was:", value: { text: describeAnswer(before) } }];

/** “pending”, “primary done”, “secondary done {"by":"x"}”, “untouched”. */
export const describeAnswer = ({ button, status, payload }: Answer): string => {
  if (button === undefined) return status ?? "untouched";
  return [button, status ?? "without status", payload === undefined ? "" : JSON.stringify(payload)]
    .join(" ")
    .trim();
};
