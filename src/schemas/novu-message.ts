import { type Schema, schema } from "./json-schema.js";

/** All known servers send RFC 3339, but the API does not guarantee it. */
const timeText = schema.described("RFC 3339", schema.orNull(schema.text));

const HAS_AN_ID = { anyOf: [{ required: ["_id"] }, { required: ["id"] }] };

const button = schema.openObject({
  type: schema.text,
  content: schema.orNull(schema.text),
  url: schema.orNull(schema.text),
});

const action = schema.openObject({
  status: schema.described(
    "pending or done; missing while nobody has pressed. The server checks no word",
    schema.orNull(schema.text),
  ),
  buttons: schema.orNull(schema.listOf(button)),
  result: schema.described(
    "The one answer, which both buttons share",
    schema.orNull(
      schema.openObject({ type: schema.orNull(schema.text), payload: schema.orNull(schema.anyObject) }),
    ),
  ),
});

/**
 * Novu's message as returned: all fields are kept, also those not named here (docs/novu-api.md, "Message fields").
 * Servers differ in what they leave out and what they write as null.
 */
export const novuMessage: Schema = schema.openObject(
  {
    _id: schema.text,
    id: schema.text,
    cta: schema.described(
      "Of the v1 form: where it leads, and the buttons",
      schema.orNull(schema.openObject({ action: schema.orNull(action) })),
    ),
    primaryAction: schema.described(
      "Of the form that --api v2 answers with",
      schema.orNull(schema.anyObject),
    ),
    secondaryAction: schema.orNull(schema.anyObject),
    subject: schema.orNull(schema.text),
    content: {},
    body: {},
    transactionId: schema.orNull(schema.text),
    templateIdentifier: schema.orNull(schema.text),
    subscriber: schema.orNull(schema.anyObject),
    to: schema.orNull(schema.anyObject),
    seen: schema.orNull(schema.flag),
    read: schema.orNull(schema.flag),
    archived: schema.orNull(schema.flag),
    isSeen: schema.orNull(schema.flag),
    isRead: schema.orNull(schema.flag),
    isArchived: schema.orNull(schema.flag),
    createdAt: timeText,
    updatedAt: timeText,
    status: schema.described("Of the delivery, not of the buttons", schema.orNull(schema.text)),
    payload: schema.orNull(schema.anyObject),
    tags: schema.orNull(schema.listOf(schema.text)),
    _environmentId: schema.orNull(schema.text),
    _subscriberId: schema.orNull(schema.text),
  },
  { title: "A message, as Novu gave it", ...HAS_AN_ID },
);
