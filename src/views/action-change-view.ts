import { type ActionChange, remarksOn } from "../model/action-change.js";
import type { ActionSlot } from "../model/message.js";
import type { Fact, Headline, Screen } from "../output/screen.js";
import { type Place, placeText } from "./place-text.js";
import { messageFacts, slotTable } from "./slot-table.js";

/** A change, and where it happened. */
export interface PlacedChange extends ActionChange {
  readonly place: Place;
}

export const actionChangeView = (change: PlacedChange): Screen => {
  const { asked, message } = change;
  return {
    headline: headlineOf(change),
    title: [
      ...(message.title === "" ? [] : [message.title]),
      `message ${asked.messageId} for ${asked.subscriberId}`,
    ],
    table: slotTable(message),
    remarks: remarksOn(change),
    footer: [...beforeFact(change), ...messageFacts(message)],
  };
};

const headlineOf = ({ asked, message, payload, isUnchanged, place }: PlacedChange): Headline => {
  const aside = placeText(place, message.environmentId);
  return isUnchanged !== undefined
    ? { mark: "info", text: unchangedText(asked, isUnchanged), aside }
    : { mark: "done", text: `${asked.button} → ${asked.status}, payload ${payload}`, aside };
};

const unchangedText = (
  { button, status }: ActionChange["asked"],
  isUnchanged: NonNullable<ActionChange["isUnchanged"]>,
): string =>
  isUnchanged === "already"
    ? `${button} is already ${status}; nothing was written`
    : `${button} is ${status}, already done by an earlier request; nothing was written now`;

const beforeFact = ({ before, isUnchanged }: ActionChange): Fact[] =>
  before === undefined || isUnchanged ? [] : [{ label: "was:", value: { text: describeSlot(before) } }];

/** “pending”, “primary done”, “secondary done {"by":"x"}”, “untouched”. */
export const describeSlot = ({ button, status, payload }: ActionSlot): string => {
  if (button === undefined) return status ?? "untouched";
  return [button, status ?? "without status", payload === undefined ? "" : JSON.stringify(payload)]
    .join(" ")
    .trim();
};
