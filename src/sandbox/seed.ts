import { badRequest } from "./api-error.js";
import { createMessage } from "./create-message.js";
import { defined } from "./json.js";
import type { SeededMessage, SeedInput } from "./sandbox.js";
import type { Environment, World } from "./world.js";

const known = (names: Iterable<string>): string => [...names].join(", ");

/** Puts fresh messages into an environment; refuses in words that name what there is to choose from. */
export const seedMessages = (world: World, environment: Environment, input: SeedInput): SeededMessage[] => {
  const { subscriberId = "sub-1", workflow: identifier = "approval", count = 1 } = input;
  const subscriber = environment.subscribers.get(subscriberId);
  if (subscriber === undefined) {
    throw badRequest(`Unknown subscriber ${subscriberId}; known: ${known(environment.subscribers.keys())}`);
  }
  const workflow = environment.workflows.get(identifier);
  if (workflow === undefined) {
    throw badRequest(`Unknown workflow ${identifier}; known: ${known(environment.workflows.keys())}`);
  }
  const createdAt = input.createdAt ?? world.now();
  return Array.from({ length: count }, () => {
    const message = createMessage(
      {
        workflow,
        subscriberKey: subscriber.key,
        transactionId: world.dialect.newTransactionId(createdAt),
        payload: input.payload ?? { what: "item" },
        createdAt,
        ...defined({ content: input.content, labels: input.labels }),
      },
      world.newId,
    );
    environment.messages.add(message);
    return {
      messageId: message.id,
      transactionId: message.transactionId,
      subscriberId,
      workflow: identifier,
    };
  });
};
