import { ACTION_STATUSES, BUTTONS } from "../../../model/action.js";
import {
  anyObject,
  closedObject,
  described,
  enumOf,
  list,
  orNull,
  text,
  wholeNumberSchema,
} from "../../../schemas/json-schema.js";

const place = { row: wholeNumberSchema, line: wholeNumberSchema };
const type = enumOf(...BUTTONS);
const status = enumOf(...ACTION_STATUSES);

const result = closedObject({
  ...place,
  result: enumOf("ok", "unchanged", "kept", "failed", "skipped", "unknown"),
  subscriberId: orNull(text),
  messageId: orNull(text),
  type: orNull(type),
  status: orNull(status),
  code: described("Of the failure, or why the row had no turn", orNull(text)),
  http: orNull(wholeNumberSchema),
  attempts: wholeNumberSchema,
  ms: wholeNumberSchema,
  why: orNull(text),
});

const answer = closedObject({ status: text, type: orNull(text), payload: orNull(anyObject) });
const action = { subscriberId: text, messageId: text, type, status };

const planned = closedObject(
  { ...place, result: enumOf("change", "unread"), ...action },
  { payload: anyObject, before: answer, after: answer, why: text },
);
const missing = closedObject(
  { ...place, result: enumOf("missing"), ...action, why: text },
  { payload: anyObject },
);
const kept = closedObject(
  { ...place, result: enumOf("kept"), ...action, before: answer, why: text },
  { payload: anyObject },
);
const bad = closedObject({ ...place, result: enumOf("bad"), why: text });

export const APPLY_SCHEMAS = {
  "action apply": list({
    anyOf: [
      result,
      ...[planned, missing, kept, bad].map((row) => described("With --plan or --dry-run", row)),
    ],
  }),
} as const;
