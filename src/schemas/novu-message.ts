import { anyObject, described, flag, listOf, openObject, orNull, type Schema, text } from "./json-schema.js";

/** All known servers send RFC 3339, but the API does not guarantee it. */
const timeText = described("RFC 3339", orNull(text));

const HAS_AN_ID = { anyOf: [{ required: ["_id"] }, { required: ["id"] }] };

const button = openObject({ type: text, content: orNull(text), url: orNull(text) });

const action = openObject({
  status: described(
    "pending or done; missing while nobody has pressed. The server checks no word",
    orNull(text),
  ),
  buttons: orNull(listOf(button)),
  result: described(
    "The one answer, which both buttons share",
    orNull(openObject({ type: orNull(text), payload: orNull(anyObject) })),
  ),
});

/**
 * Novu's message as returned: all fields are kept, also those not named here (docs/novu-api.md, "Message fields").
 * Servers differ in what they leave out and what they write as null.
 */
export const novuMessage: Schema = openObject(
  {
    _id: text,
    id: text,
    cta: described(
      "Of the v1 form: where it leads, and the buttons",
      orNull(openObject({ action: orNull(action) })),
    ),
    primaryAction: described("Of the form that --api v2 answers with", orNull(anyObject)),
    secondaryAction: orNull(anyObject),
    subject: orNull(text),
    content: {},
    body: {},
    transactionId: orNull(text),
    templateIdentifier: orNull(text),
    subscriber: orNull(anyObject),
    to: orNull(anyObject),
    seen: orNull(flag),
    read: orNull(flag),
    archived: orNull(flag),
    isSeen: orNull(flag),
    isRead: orNull(flag),
    isArchived: orNull(flag),
    createdAt: timeText,
    updatedAt: timeText,
    status: described("Of the delivery, not of the buttons", orNull(text)),
    payload: orNull(anyObject),
    tags: orNull(listOf(text)),
    _environmentId: orNull(text),
    _subscriberId: orNull(text),
  },
  { title: "A message, as Novu gave it", ...HAS_AN_ID },
);
