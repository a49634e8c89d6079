import * as v from "valibot";
import { ACTION_STATUSES, BUTTONS } from "../../model/action.js";
import { DERIVED_FIELDS } from "../../model/message-fields.js";
import { WATCH_EVENTS } from "../../model/watch-events.js";
import { output } from "../../schemas/command-output.js";
import { novuMessage } from "../../schemas/novu-message.js";
import { requestPreview } from "../../schemas/request-preview.js";
import { anyObject, described, naturalNumber, storedPayload, textOrNull } from "../../schemas/values.js";

const button = v.picklist(BUTTONS);

const written = output.oneDocument(
  v.union([described("With --dry-run or --print", requestPreview), novuMessage]),
  { of: novuMessage, nested: true, derived: DERIVED_FIELDS },
);

const ended = v.picklist(["pressed", "pending", "gone", "no-buttons"]);
const answer = { pressed: v.nullable(button), label: textOrNull, payload: storedPayload };
const message = v.nullable(novuMessage);

const waitForOne = v.strictObject({ ended, ...answer, waitedMs: naturalNumber, message });

const waitForSeveral = v.strictObject({
  ended,
  met: described("Whether the wait's condition was met", v.boolean()),
  needed: v.union([naturalNumber, v.literal("all")]),
  count: described("How many messages have the expected answer", naturalNumber),
  waitedMs: naturalNumber,
  messages: v.array(
    v.strictObject({ ended, ...answer, subscriberId: textOrNull, messageId: textOrNull, message }),
  ),
});

const wait = v.union([waitForOne, waitForSeveral]);
export type WaitDocument = v.InferOutput<typeof wait>;

const watchEvent = v.strictObject({
  event: v.picklist(WATCH_EVENTS),
  at: v.pipe(v.string(), v.isoTimestamp()),
  subscriberId: textOrNull,
  messageId: textOrNull,
  transactionId: textOrNull,
  workflow: textOrNull,
  title: v.string(),
  button: textOrNull,
  label: textOrNull,
  status: textOrNull,
  payload: storedPayload,
  before: v.nullable(
    v.strictObject({
      status: textOrNull,
      button: textOrNull,
      payload: storedPayload,
      seen: v.boolean(),
      read: v.boolean(),
      archived: v.boolean(),
      snoozedUntil: textOrNull,
    }),
  ),
  message: novuMessage,
});
export type WatchEventDocument = v.InferOutput<typeof watchEvent>;

const place = { row: naturalNumber, line: naturalNumber };
const status = v.picklist(ACTION_STATUSES);

const rowResult = v.strictObject({
  ...place,
  result: v.picklist(["ok", "unchanged", "kept", "failed", "skipped", "unknown"]),
  subscriberId: textOrNull,
  messageId: textOrNull,
  type: v.nullable(button),
  status: v.nullable(status),
  code: described("Error code, or why the row was skipped", textOrNull),
  http: v.nullable(naturalNumber),
  attempts: naturalNumber,
  ms: naturalNumber,
  why: textOrNull,
});
export type RowResultDocument = v.InferOutput<typeof rowResult>;

const plannedAnswer = v.strictObject({ status: v.string(), type: textOrNull, payload: storedPayload });
const rowAction = {
  subscriberId: v.string(),
  messageId: v.string(),
  type: described("null while only the button's label is known", v.nullable(button)),
  label: described("Only if the row names the button by its label", v.exactOptional(v.string())),
  status,
};
const payload = v.exactOptional(anyObject);

const planned = v.strictObject({
  ...place,
  result: v.picklist(["change", "unread"]),
  ...rowAction,
  payload,
  before: v.exactOptional(plannedAnswer),
  after: v.exactOptional(plannedAnswer),
  why: v.exactOptional(v.string()),
});
const missing = v.strictObject({
  ...place,
  result: v.picklist(["missing"]),
  ...rowAction,
  why: v.string(),
  payload,
});
const kept = v.strictObject({
  ...place,
  result: v.picklist(["kept"]),
  ...rowAction,
  before: plannedAnswer,
  why: v.string(),
  payload,
});
const bad = v.strictObject({ ...place, result: v.picklist(["bad"]), why: v.string() });
const plan = v.union([planned, missing, kept, bad]);
export type PlannedRowDocument = v.InferOutput<typeof plan>;

export const ACTION_SCHEMAS = {
  "action set": written,
  "action complete": written,
  "action revert": written,
  "action get": output.oneDocument(novuMessage, { nested: true, derived: DERIVED_FIELDS }),
  "action is": output.nothing,
  "action wait": output.oneDocument(wait),
  "action watch": output.events(watchEvent),
  "action apply": output.list(
    v.union([rowResult, ...plan.options.map((row) => described("With --plan or --dry-run", row))]),
  ),
};
