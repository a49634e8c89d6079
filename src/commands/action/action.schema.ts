import { BUTTONS } from "../../model/action.js";
import { WATCH_EVENTS } from "../../model/watch-events.js";
import {
  anyObject,
  closedObject,
  described,
  enumOf,
  events,
  flag,
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

export const ACTION_SCHEMAS = {
  "action set": write,
  "action complete": write,
  "action revert": write,
  "action get": oneDocument(novuMessage),
  "action is": noOutput,
  "action wait": oneDocument({ anyOf: [waitForOne, waitForSeveral] }),
  "action watch": events(watchEvent),
} as const;
