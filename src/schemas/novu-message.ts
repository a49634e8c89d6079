import * as v from "valibot";
import { novuDocument, seen } from "./novu-document.js";
import { anyJson, anyObject, described, storedPayload, textOrNull } from "./values.js";

const objectOrNull = v.nullable(anyObject);
const flagOrNull = v.nullable(v.boolean());

/** All known servers send RFC 3339, but the API does not guarantee it. */
const timeText = described("RFC 3339", textOrNull);

const button = novuDocument({ type: v.string(), content: textOrNull, url: textOrNull });

const action = novuDocument({
  status: described(
    "pending or done; missing until a button is pressed. Novu doesn't validate it",
    textOrNull,
  ),
  buttons: v.nullable(v.array(button)),
  result: described(
    "The answer, shared by both buttons",
    v.nullable(novuDocument({ type: textOrNull, payload: storedPayload })),
  ),
});

/**
 * Novu's message as returned: all fields are kept, also those not named here (docs/novu-api.md, "Message fields").
 * Servers differ in what they leave out and what they write as null.
 */
export const novuMessage = novuDocument(
  {
    _id: v.string(),
    id: v.string(),
    cta: described(
      "v1 format: URL and buttons",
      v.nullable(novuDocument({ type: seen, data: seen, action: v.nullable(action) })),
    ),
    subject: textOrNull,
    title: seen,
    content: anyJson,
    body: anyJson,
    status: described("Delivery status, not the answer", textOrNull),
    read: flagOrNull,
    seen: flagOrNull,
    createdAt: timeText,
    updatedAt: timeText,
    lastSeenDate: seen,
    lastReadDate: seen,
    firstSeenDate: seen,
    deliveredAt: seen,
    snoozedUntil: seen,
    archived: flagOrNull,
    archivedAt: seen,
    transactionId: textOrNull,
    templateIdentifier: textOrNull,
    subscriber: objectOrNull,
    template: seen,
    channel: seen,
    providerId: seen,
    email: seen,
    phone: seen,
    directWebhookUrl: seen,
    deviceTokens: seen,
    errorId: seen,
    errorText: seen,
    payload: objectOrNull,
    overrides: seen,
    tags: v.nullable(v.array(v.string())),
    data: seen,
    actor: seen,
    avatar: seen,
    severity: seen,
    contextKeys: seen,
    stepId: seen,
    identifier: seen,
    deleted: seen,
    expireAt: seen,
    _templateId: seen,
    _environmentId: textOrNull,
    _messageTemplateId: seen,
    _organizationId: seen,
    _notificationId: seen,
    _subscriberId: textOrNull,
    _feedId: seen,
    _jobId: seen,
    _actorId: seen,
    __v: seen,
    to: objectOrNull,
    isRead: flagOrNull,
    isSeen: flagOrNull,
    isArchived: flagOrNull,
    isSnoozed: seen,
    primaryAction: described("Format returned with --api v2", objectOrNull),
    secondaryAction: objectOrNull,
    channelType: seen,
    workflow: seen,
    redirect: seen,
    readAt: seen,
    firstSeenAt: seen,
  },
  { title: "A message as returned by Novu", anyOf: [{ required: ["_id"] }, { required: ["id"] }] },
);
