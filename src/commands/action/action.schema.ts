import { ACTION_STATUSES, BUTTONS } from "../../model/action.js";
import { WATCH_EVENTS } from "../../model/watch-events.js";
import { output, schema } from "../../schemas/json-schema.js";
import { novuMessage } from "../../schemas/novu-message.js";
import { requestPreview } from "../../schemas/request-preview.js";

const write = output.oneDocument({
  anyOf: [schema.described("With --dry-run or --print", requestPreview), novuMessage],
});

const ending = schema.enumOf("pressed", "pending", "vanished", "unclickable");
const button = schema.enumOf(...BUTTONS);
const answer = {
  clicked: schema.orNull(button),
  label: schema.orNull(schema.text),
  payload: schema.orNull(schema.anyObject),
};
const message = schema.orNull(novuMessage);

const waitForOne = schema.closedObject({ ended: ending, ...answer, waitedMs: schema.wholeNumber, message });
const waitForSeveral = schema.closedObject({
  ended: ending,
  met: schema.described("Whether it came to what was waited for", schema.flag),
  needed: { anyOf: [schema.wholeNumber, { const: "all" }] },
  count: schema.described("How many are answered as was waited for", schema.wholeNumber),
  waitedMs: schema.wholeNumber,
  messages: schema.listOf(
    schema.closedObject({
      ended: ending,
      ...answer,
      subscriberId: schema.orNull(schema.text),
      messageId: schema.orNull(schema.text),
      message,
    }),
  ),
});

const before = schema.closedObject({
  status: schema.orNull(schema.text),
  button: schema.orNull(schema.text),
  payload: schema.orNull(schema.anyObject),
  seen: schema.flag,
  read: schema.flag,
  archived: schema.flag,
  snoozedUntil: schema.orNull(schema.text),
});

const watchEvent = schema.closedObject({
  event: schema.enumOf(...WATCH_EVENTS),
  at: schema.time,
  subscriberId: schema.orNull(schema.text),
  messageId: schema.orNull(schema.text),
  transactionId: schema.orNull(schema.text),
  workflow: schema.orNull(schema.text),
  title: schema.text,
  button: schema.orNull(schema.text),
  label: schema.orNull(schema.text),
  status: schema.orNull(schema.text),
  payload: schema.orNull(schema.anyObject),
  before: schema.orNull(before),
  message: novuMessage,
});

const place = { row: schema.wholeNumber, line: schema.wholeNumber };
const status = schema.enumOf(...ACTION_STATUSES);

const rowResult = schema.closedObject({
  ...place,
  result: schema.enumOf("ok", "unchanged", "kept", "failed", "skipped", "unknown"),
  subscriberId: schema.orNull(schema.text),
  messageId: schema.orNull(schema.text),
  type: schema.orNull(button),
  status: schema.orNull(status),
  code: schema.described("Of the failure, or why the row had no turn", schema.orNull(schema.text)),
  http: schema.orNull(schema.wholeNumber),
  attempts: schema.wholeNumber,
  ms: schema.wholeNumber,
  why: schema.orNull(schema.text),
});

const plannedAnswer = schema.closedObject({
  status: schema.text,
  type: schema.orNull(schema.text),
  payload: schema.orNull(schema.anyObject),
});
const rowAction = { subscriberId: schema.text, messageId: schema.text, type: button, status };

const planned = schema.closedObject(
  { ...place, result: schema.enumOf("change", "unread"), ...rowAction },
  { payload: schema.anyObject, before: plannedAnswer, after: plannedAnswer, why: schema.text },
);
const missing = schema.closedObject(
  { ...place, result: schema.enumOf("missing"), ...rowAction, why: schema.text },
  { payload: schema.anyObject },
);
const kept = schema.closedObject(
  { ...place, result: schema.enumOf("kept"), ...rowAction, before: plannedAnswer, why: schema.text },
  { payload: schema.anyObject },
);
const bad = schema.closedObject({ ...place, result: schema.enumOf("bad"), why: schema.text });

export const ACTION_SCHEMAS = {
  "action set": write,
  "action complete": write,
  "action revert": write,
  "action get": output.oneDocument(novuMessage),
  "action is": output.nothing,
  "action wait": output.oneDocument({ anyOf: [waitForOne, waitForSeveral] }),
  "action watch": output.events(watchEvent),
  "action apply": output.list({
    anyOf: [
      rowResult,
      ...[planned, missing, kept, bad].map((row) => schema.described("With --plan or --dry-run", row)),
    ],
  }),
} as const;
