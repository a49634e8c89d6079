import { ACTION_STATUSES, BUTTONS } from "../../model/action.js";
import { WATCH_EVENTS } from "../../model/watch-events.js";
import {
  anyObject,
  closedObject,
  described,
  enumOf,
  events,
  flag,
  list,
  listOf,
  noOutput,
  oneDocument,
  orNull,
  text,
  time,
  wholeNumberSchema,
} from "../../schemas/json-schema.js";
import { novuMessage } from "../../schemas/novu-message.js";
import { requestPreview } from "../../schemas/request-preview.js";

const write = oneDocument({ anyOf: [described("With --dry-run or --print", requestPreview), novuMessage] });

const ending = enumOf("pressed", "pending", "vanished", "unclickable");
const button = enumOf(...BUTTONS);
const answer = { clicked: orNull(button), label: orNull(text), payload: orNull(anyObject) };
const message = orNull(novuMessage);

const waitForOne = closedObject({ ended: ending, ...answer, waitedMs: wholeNumberSchema, message });
const waitForSeveral = closedObject({
  ended: ending,
  met: described("Whether it came to what was waited for", flag),
  needed: { anyOf: [wholeNumberSchema, { const: "all" }] },
  count: described("How many are answered as was waited for", wholeNumberSchema),
  waitedMs: wholeNumberSchema,
  messages: listOf(
    closedObject({ ended: ending, ...answer, subscriberId: orNull(text), messageId: orNull(text), message }),
  ),
});

const before = closedObject({
  status: orNull(text),
  button: orNull(text),
  payload: orNull(anyObject),
  seen: flag,
  read: flag,
  archived: flag,
});

const watchEvent = closedObject({
  event: enumOf(...WATCH_EVENTS),
  at: time,
  subscriberId: orNull(text),
  messageId: orNull(text),
  transactionId: orNull(text),
  workflow: orNull(text),
  title: text,
  button: orNull(text),
  label: orNull(text),
  status: orNull(text),
  payload: orNull(anyObject),
  before: orNull(before),
  message: novuMessage,
});

const place = { row: wholeNumberSchema, line: wholeNumberSchema };
const status = enumOf(...ACTION_STATUSES);

const rowResult = closedObject({
  ...place,
  result: enumOf("ok", "unchanged", "kept", "failed", "skipped", "unknown"),
  subscriberId: orNull(text),
  messageId: orNull(text),
  type: orNull(button),
  status: orNull(status),
  code: described("Of the failure, or why the row had no turn", orNull(text)),
  http: orNull(wholeNumberSchema),
  attempts: wholeNumberSchema,
  ms: wholeNumberSchema,
  why: orNull(text),
});

const plannedAnswer = closedObject({ status: text, type: orNull(text), payload: orNull(anyObject) });
const rowAction = { subscriberId: text, messageId: text, type: button, status };

const planned = closedObject(
  { ...place, result: enumOf("change", "unread"), ...rowAction },
  { payload: anyObject, before: plannedAnswer, after: plannedAnswer, why: text },
);
const missing = closedObject(
  { ...place, result: enumOf("missing"), ...rowAction, why: text },
  { payload: anyObject },
);
const kept = closedObject(
  { ...place, result: enumOf("kept"), ...rowAction, before: plannedAnswer, why: text },
  { payload: anyObject },
);
const bad = closedObject({ ...place, result: enumOf("bad"), why: text });

export const ACTION_SCHEMAS = {
  "action set": write,
  "action complete": write,
  "action revert": write,
  "action get": oneDocument(novuMessage),
  "action is": noOutput,
  "action wait": oneDocument({ anyOf: [waitForOne, waitForSeveral] }),
  "action watch": events(watchEvent),
  "action apply": list({
    anyOf: [
      rowResult,
      ...[planned, missing, kept, bad].map((row) => described("With --plan or --dry-run", row)),
    ],
  }),
} as const;
