import { asObject, defined, type UnknownObject } from "../json.js";
import type { MessageMarks, StoredMessage } from "../message.js";
import type { ServerState, StoredEnvironment } from "../server-state.js";
import { withoutEmptyObjects } from "../stored-json.js";
import { iso, isoIfSet } from "../time.js";

const buttonDocument = ({
  type,
  content,
  url,
  target,
  id,
}: StoredMessage["buttons"][number]): UnknownObject => ({
  type,
  content,
  ...defined({ url, target }),
  _id: id,
});

const ctaDocument = ({ state: { answer }, buttons, redirect }: StoredMessage): UnknownObject => ({
  type: "redirect",
  ...defined({ data: redirect }),
  action: {
    ...defined({
      status: answer.status,
      result: answer.type && { type: answer.type, payload: answer.payload },
    }),
    buttons: buttons.map(buttonDocument),
  },
});

const datesOf = (marks: MessageMarks): UnknownObject =>
  defined({
    lastSeenDate: isoIfSet(marks.lastSeenDate),
    lastReadDate: isoIfSet(marks.lastReadDate),
    firstSeenDate: isoIfSet(marks.firstSeenDate),
    archivedAt: isoIfSet(marks.archivedAt),
    snoozedUntil: isoIfSet(marks.snoozedUntil),
  });

/** The message as stored in the database. */
export const storedMessageDocument = (
  serverState: ServerState,
  environment: StoredEnvironment,
  message: StoredMessage,
): UnknownObject => {
  const { marks, updatedAt } = message.state;
  return {
    _templateId: message.workflow.id,
    _environmentId: environment.id,
    _messageTemplateId: message.workflow.messageTemplateId,
    _notificationId: message.notificationId,
    _organizationId: serverState.organizationId,
    _subscriberId: message.subscriberInternalId,
    _jobId: message.jobId,
    templateIdentifier: message.workflow.template.identifier,
    cta: ctaDocument(message),
    _feedId: null,
    channel: message.channel,
    content: message.content,
    providerId: "novu",
    deviceTokens: [],
    seen: marks.seen,
    read: marks.read,
    archived: marks.archived,
    status: "sent",
    transactionId: message.transactionId,
    payload: message.payload,
    tags: message.tags,
    ...serverState.behavior.messageFields(message),
    _id: message.id,
    createdAt: iso(message.createdAt),
    updatedAt: iso(updatedAt),
    __v: 0,
    ...datesOf(marks),
  };
};

const withIds = (document: UnknownObject): UnknownObject => {
  const cta = asObject(document.cta);
  const action = asObject(cta.action);
  const buttons = (action.buttons as readonly UnknownObject[]).map((button) => ({
    ...button,
    id: button._id,
  }));
  return { ...document, cta: { ...cta, action: { ...action, buttons } }, id: document._id };
};

/** The message in the responses of most routes: with `id` beside each `_id`, and without empty objects. */
export const messageDocument = (
  serverState: ServerState,
  environment: StoredEnvironment,
  message: StoredMessage,
): UnknownObject =>
  asObject(withoutEmptyObjects(withIds(storedMessageDocument(serverState, environment, message))));

/** The message in the responses of lists, with its subscriber. */
export const populatedMessage = (
  serverState: ServerState,
  environment: StoredEnvironment,
  message: StoredMessage,
): UnknownObject => {
  const { id, ...document } = messageDocument(serverState, environment, message);
  const subscriber = environment.subscribersByInternalId.get(message.subscriberInternalId);
  return {
    ...document,
    subscriber: subscriber
      ? serverState.behavior.subscriberInMessage(serverState, environment, subscriber)
      : null,
    actorSubscriber: null,
    id,
  };
};
