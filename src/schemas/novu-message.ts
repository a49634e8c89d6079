import { about, anyObject, flag, listOf, openObject, orNull, type Schema, text } from "./json-schema.js";

/** Servers differ in what they leave out and what they write as null. */
const perhaps = (schema: Schema): Schema => orNull(schema);

/** No server that we know writes another, and none promises it. */
const when = about("RFC 3339", perhaps(text));

const HAS_AN_ID = { anyOf: [{ required: ["_id"] }, { required: ["id"] }] };

const button = openObject({ type: text, content: perhaps(text), url: perhaps(text) });

const action = openObject({
  status: about(
    "pending or done; missing while nobody has pressed. The server checks no word",
    perhaps(text),
  ),
  buttons: perhaps(listOf(button)),
  result: about(
    "The one answer, which both buttons share",
    perhaps(openObject({ type: perhaps(text), payload: perhaps(anyObject) })),
  ),
});

/** Novu's message as returned: all fields are kept, also those not named here (docs/novu-api.md, "Message fields"). */
export const novuMessage: Schema = openObject(
  {
    _id: text,
    id: text,
    cta: about(
      "Of the v1 form: where it leads, and the buttons",
      perhaps(openObject({ action: perhaps(action) })),
    ),
    primaryAction: about("Of the form that --api v2 answers with", perhaps(anyObject)),
    secondaryAction: perhaps(anyObject),
    subject: perhaps(text),
    content: {},
    body: {},
    transactionId: perhaps(text),
    templateIdentifier: perhaps(text),
    subscriber: perhaps(anyObject),
    to: perhaps(anyObject),
    seen: perhaps(flag),
    read: perhaps(flag),
    archived: perhaps(flag),
    isSeen: perhaps(flag),
    isRead: perhaps(flag),
    isArchived: perhaps(flag),
    createdAt: when,
    updatedAt: when,
    status: about("Of the delivery, not of the buttons", perhaps(text)),
    payload: perhaps(anyObject),
    tags: perhaps(listOf(text)),
    _environmentId: perhaps(text),
    _subscriberId: perhaps(text),
  },
  { title: "A message, as Novu gave it", ...HAS_AN_ID },
);
