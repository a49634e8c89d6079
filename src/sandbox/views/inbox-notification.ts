import { defined, type UnknownObject } from "../json.js";
import type { StoredMessage } from "../message.js";
import { isSnoozed } from "../notification-filter.js";
import type { ButtonType } from "../sandbox.js";
import type { ServerState } from "../server-state.js";
import { withoutEmptyObjects } from "../stored-json.js";
import type { StoredSubscriber } from "../subscribers.js";
import { iso, isoIfSet } from "../time.js";
import type { Redirect } from "../workflows.js";

const redirectOf = (redirect: Partial<Redirect> | undefined): UnknownObject | undefined =>
  redirect?.url ? defined({ url: redirect.url, target: redirect.target }) : undefined;

const actionOf = (message: StoredMessage, type: ButtonType): UnknownObject | undefined => {
  const button = message.buttons.find((candidate) => candidate.type === type);
  const { answer } = message.state;
  return (
    button &&
    defined({
      label: button.content,
      isCompleted: answer.type === type && answer.status === "done",
      redirect: redirectOf(button),
    })
  );
};

/** A message as the v2 routes return it (docs/novu-api.md, "v2 notifications"). */
export const inboxNotification = (
  serverState: ServerState,
  message: StoredMessage,
  subscriber: StoredSubscriber,
): UnknownObject => notificationWith(message.data ?? message.payload, serverState, message, subscriber);

/** In a list, messages of new-kind workflows, which have a step ID, do not show the payload of the trigger. */
export const listedNotification = (
  serverState: ServerState,
  message: StoredMessage,
  subscriber: StoredSubscriber,
): UnknownObject => {
  const data = message.data ?? (message.stepId === undefined ? message.payload : undefined);
  return notificationWith(data, serverState, message, subscriber);
};

const notificationWith = (
  data: unknown,
  { behavior }: ServerState,
  message: StoredMessage,
  subscriber: StoredSubscriber,
): UnknownObject => {
  const { marks, deliveredAt } = message.state;
  return defined({
    id: message.id,
    transactionId: message.transactionId,
    subject: message.subject,
    body: message.content,
    avatar: message.avatar,
    to: defined({
      id: subscriber.internalId,
      firstName: subscriber.firstName,
      lastName: subscriber.lastName,
      avatar: subscriber.avatar,
      subscriberId: subscriber.subscriberId,
    }),
    isRead: marks.read,
    isSeen: marks.seen,
    isArchived: marks.archived,
    isSnoozed: isSnoozed(message),
    snoozedUntil: isoIfSet(marks.snoozedUntil) ?? undefined,
    deliveredAt: deliveredAt.map(iso),
    createdAt: iso(message.createdAt),
    readAt: isoIfSet(marks.lastReadDate),
    firstSeenAt: isoIfSet(marks.firstSeenDate),
    archivedAt: isoIfSet(marks.archivedAt),
    primaryAction: actionOf(message, "primary"),
    secondaryAction: actionOf(message, "secondary"),
    channelType: message.channel,
    tags: message.tags,
    severity: message.severity,
    redirect: redirectOf(message.redirect),
    data: behavior.hasNotificationData ? withoutEmptyObjects(data) : undefined,
    workflow: {
      critical: false,
      id: message.workflow.id,
      identifier: message.workflow.template.identifier,
      name: message.workflow.template.name,
      tags: [],
      severity: "none",
    },
  });
};
