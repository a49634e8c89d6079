import { pressedButton } from "./action.js";
import type { JsonObject, JsonValue } from "./json.js";
import type { Message } from "./message.js";

/** Names of values that are read from a message but are no fields of it, or not in every form of it. */
export const DERIVED_FIELDS = [
  "subscriberId",
  "messageId",
  "pressed",
  "state",
  "title",
  "workflow",
  "labels",
] as const;

type DerivedFields = Readonly<Record<(typeof DERIVED_FIELDS)[number], JsonValue>>;

/** @param subscriberId of the request; only lists contain it */
export const derivedFields = (message: Message, subscriberId?: string): DerivedFields => ({
  subscriberId: message.subscriberId ?? subscriberId ?? null,
  messageId: message.id ?? null,
  pressed: pressedButton(message.answer) ?? null,
  state: stateOf(message),
  title: message.title || null,
  workflow: message.workflow ?? null,
  labels: labelsOf(message),
});

/** Null for a message without buttons. */
const stateOf = ({ buttons, answer }: Message): "pending" | "done" | null => {
  if (answer.status === "done") return "done";
  return buttons.length > 0 ? "pending" : null;
};

/** By button; null for a message without buttons. */
const labelsOf = ({ buttons }: Message): JsonObject | null =>
  buttons.length === 0 ? null : Object.fromEntries(buttons.map(({ type, label }) => [type, label]));
