import type { Context } from "../../../context/context.js";
import type { JsonObject, JsonValue } from "../../../model/json.js";
import { type WatchEvent, watchEventDocument } from "./watch-view.js";

/**
 * Prepares the user's program for --exec, which then runs once per event. If it fails, the user is warned.
 * @throws Failure E_EXEC
 */
export const prepareProgram = async (
  { output, prepareUserProgram }: Pick<Context, "output" | "prepareUserProgram">,
  commandLine: string,
): Promise<(event: WatchEvent) => Promise<void>> => {
  if (/\$\{?NOVU_/.test(commandLine) && !/\s-c\s/.test(commandLine)) {
    await output.warn("--exec runs without a shell, so $NOVU_… isn't expanded; use sh -c '…' to expand it");
  }
  const runProgram = await prepareUserProgram(commandLine);
  return async (event) => {
    const document = watchEventDocument(event);
    const exitCode = await runProgram({ env: variables(document), stdin: `${JSON.stringify(document)}\n` });
    if (exitCode !== 0) {
      const what = `"${document.event}" of message ${document.messageId}`;
      await output.warn(`--exec exited with ${exitCode} after ${what}; still watching`);
    }
  };
};

/** All are set for each event, empty if the event lacks the value, so that no value is inherited. */
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

const variables = (event: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(VARIABLES).map(([name, field]) => [name, variableText(event[field] ?? null)]),
  );

/** The limit of Windows; that of Linux is four times as large. A longer value is left empty, and is only in stdin. */
const MAX_VARIABLE_BYTES = 32_000;

const variableText = (value: JsonValue): string => {
  const text = typeof value === "string" ? value : value === null ? "" : JSON.stringify(value);
  return Buffer.byteLength(text) > MAX_VARIABLE_BYTES ? "" : text;
};
