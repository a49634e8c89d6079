import type { JsonObject, JsonValue } from "../../../model/json.js";

/** What a program is told of one event; see `exec/program`. */
export interface Told {
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
}

/** Windows lets one variable be no longer, and Linux only four times that; stdin has it all. */
const LONGEST_VALUE = 32_000;

/** Always all of them, so that none is left from outside: empty where there is nothing to tell. */
const VARIABLES = {
  NOVU_EVENT: "event",
  NOVU_AT: "at",
  NOVU_SUBSCRIBER_ID: "subscriberId",
  NOVU_MESSAGE_ID: "messageId",
  NOVU_TRANSACTION_ID: "transactionId",
  NOVU_WORKFLOW: "workflow",
  NOVU_TITLE: "title",
  NOVU_BUTTON: "button",
  NOVU_LABEL: "label",
  NOVU_STATUS: "status",
  NOVU_PAYLOAD: "payload",
} as const;

/** An event as variables and as JSON; nothing of it becomes a part of a command. */
export const tellProgram = (event: JsonObject): Told => ({
  env: Object.fromEntries(
    Object.entries(VARIABLES).map(([name, field]) => [name, variableText(event[field] ?? null)]),
  ),
  stdin: `${JSON.stringify(event)}\n`,
});

const variableText = (value: JsonValue): string => {
  const text = typeof value === "string" ? value : value === null ? "" : JSON.stringify(value);
  return Buffer.byteLength(text) > LONGEST_VALUE ? "" : text;
};
