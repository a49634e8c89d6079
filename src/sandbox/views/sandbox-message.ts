import { defined } from "../json.js";
import type { StoredMessage } from "../message.js";
import type { SandboxMessage } from "../sandbox.js";
import type { StoredEnvironment } from "../server-state.js";
import { iso } from "../time.js";

/** A message with the field names of a seed, for `Sandbox.messages`. */
export const sandboxMessage = (environment: StoredEnvironment, message: StoredMessage): SandboxMessage => {
  const { answer, marks, updatedAt } = message.state;
  return {
    messageId: message.id,
    transactionId: message.transactionId,
    subscriberId: environment.subscribersByInternalId.get(message.subscriberInternalId)?.subscriberId ?? "",
    workflow: message.workflow.template.identifier,
    ...defined({ subject: message.subject }),
    content: message.content,
    payload: message.payload,
    buttons: message.buttons.map(({ type, content }) => ({ type, label: content })),
    ...(answer.type === undefined
      ? {}
      : { answer: { button: answer.type, ...defined({ status: answer.status, payload: answer.payload }) } }),
    seen: marks.seen,
    read: marks.read,
    archived: marks.archived,
    createdAt: iso(message.createdAt),
    updatedAt: iso(updatedAt),
  };
};
