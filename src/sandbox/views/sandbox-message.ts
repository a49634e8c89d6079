import { defined } from "../json.js";
import type { Message } from "../message.js";
import type { SandboxMessage } from "../sandbox.js";
import { iso } from "../time.js";
import type { Environment } from "../world.js";

/** A message in the words of a seed, for who holds the sandbox in hand. */
export const sandboxMessage = (environment: Environment, message: Message): SandboxMessage => {
  const { slot, marks, updatedAt } = message.state;
  return {
    messageId: message.id,
    transactionId: message.transactionId,
    subscriberId: environment.subscribersByKey.get(message.subscriberKey)?.subscriberId ?? "",
    workflow: message.workflow.template.identifier,
    ...defined({ subject: message.subject }),
    content: message.content,
    payload: message.payload,
    buttons: message.buttons.map(({ type, content }) => ({ type, label: content })),
    ...(slot.type === undefined
      ? {}
      : { answer: { button: slot.type, ...defined({ status: slot.status, payload: slot.payload }) } }),
    seen: marks.seen,
    read: marks.read,
    archived: marks.archived,
    createdAt: iso(message.createdAt),
    updatedAt: iso(updatedAt),
  };
};
