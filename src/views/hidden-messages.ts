import type { Message } from "../model/message.js";
import { counted } from "./counted.js";

type Hiding = Pick<Message, "archived" | "snoozedUntil">;

/** Why the Inbox does not list the message at first, or undefined if it does. Its buttons can be pressed all the same. */
export const hiddenText = ({ archived, snoozedUntil }: Hiding): string | undefined => {
  if (snoozedUntil !== undefined) return `snoozed until ${snoozedUntil}`;
  return archived === true ? "archived" : undefined;
};

/** Counts the hidden messages of a list that arrives in parts. */
export interface HiddenCount {
  add(message: Hiding): void;
  /** Such as `2 messages are archived, 1 message is snoozed`; undefined if none is hidden. */
  text(): string | undefined;
}

export const countHidden = (): HiddenCount => {
  const counts = { archived: 0, snoozed: 0 };
  return {
    add: ({ archived, snoozedUntil }) => {
      if (snoozedUntil !== undefined) counts.snoozed += 1;
      else if (archived === true) counts.archived += 1;
    },
    text: () =>
      Object.entries(counts)
        .filter(([, count]) => count > 0)
        .map(([state, count]) => `${counted(count, "message")} ${count === 1 ? "is" : "are"} ${state}`)
        .join(", ") || undefined,
  };
};
