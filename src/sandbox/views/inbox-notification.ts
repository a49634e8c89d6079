import type { JsonObject } from "../json.js";
import type { Message } from "../message.js";
import { isSnoozed } from "../notification-filter.js";
import type { ButtonType } from "../sandbox.js";
import type { Subscriber } from "../subscribers.js";
import { iso } from "../time.js";
import type { Redirect, WorkflowTemplate } from "../workflows.js";

const optional = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const date = (at: number | null | undefined) => (typeof at === "number" ? iso(at) : at);

const redirectOf = (redirect: Redirect | undefined): JsonObject | undefined =>
  redirect?.url ? optional({ url: redirect.url, target: redirect.target }) : undefined;

const actionOf = (message: Message, type: ButtonType): JsonObject | undefined => {
  const button = message.buttons.find((candidate) => candidate.type === type);
  const { slot } = message.state;
  return (
    button &&
    optional({
      label: button.content,
      isCompleted: slot.type === type && slot.status === "done",
      redirect: redirectOf(button),
    })
  );
};

/** A message as the v2 routes answer it (contract 3). */
export const inboxNotification = (
  message: Message,
  subscriber: Subscriber,
  workflow: WorkflowTemplate,
): JsonObject => {
  const { marks, deliveredAt } = message.state;
  return optional({
    id: message.id,
    transactionId: message.transactionId,
    subject: message.subject,
    body: message.content,
    to: optional({
      id: subscriber.key,
      firstName: subscriber.firstName,
      lastName: subscriber.lastName,
      avatar: subscriber.avatar,
      subscriberId: subscriber.subscriberId,
    }),
    isRead: marks.read,
    isSeen: marks.seen,
    isArchived: marks.archived,
    isSnoozed: isSnoozed(message),
    snoozedUntil: date(marks.snoozedUntil),
    deliveredAt: deliveredAt.map(iso),
    createdAt: iso(message.createdAt),
    readAt: date(marks.lastReadDate),
    firstSeenAt: date(marks.firstSeenDate),
    archivedAt: date(marks.archivedAt),
    primaryAction: actionOf(message, "primary"),
    secondaryAction: actionOf(message, "secondary"),
    channelType: message.channel,
    tags: message.tags,
    severity: message.severity,
    redirect: redirectOf(message.redirect),
    workflow: {
      critical: false,
      id: message.workflowId,
      identifier: workflow.identifier,
      name: workflow.name,
      tags: [],
      severity: "none",
    },
  });
};
