import { createMessage } from "../create-message.js";
import { asObject, defined, type JsonObject } from "../json.js";
import type { ActionSlot, Message } from "../message.js";
import { inboxNotification } from "../views/inbox-notification.js";
import { messageDocument } from "../views/message-document.js";
import type { Environment, World } from "../world.js";
import { askedMessage } from "./asked-message.js";
import type { Strike, WireAnswer } from "./fault.js";
import { echoedKey } from "./fault-answers.js";

const environmentOf = ({ world, headers }: Strike): Environment => {
  const [first] = world.environments.values();
  const environment = world.environments.get(headers.authorization?.replace(/^ApiKey /, "") ?? "") ?? first;
  if (environment === undefined) {
    throw new Error("The sandbox has no environment");
  }
  return environment;
};

/** A message nobody was sent, for an inbox that holds no other one. */
const unsentMessage = (world: World, { subscribers, workflows }: Environment): Message => {
  const [subscriber] = subscribers.values();
  const [workflow] = workflows.values();
  if (subscriber === undefined || workflow === undefined) {
    throw new Error("The sandbox knows nobody, or no workflow");
  }
  const createdAt = world.now();
  return createMessage(
    {
      workflow,
      subscriberKey: subscriber.key,
      transactionId: world.dialect.newTransactionId(createdAt),
      payload: {},
      createdAt,
    },
    world.newId,
  );
};

const bodyOf = (text: string): JsonObject => {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {};
  }
};

/** What the request asked for: the kept answer looks right in all but whose it is. */
const askedSlot = ({ path, body }: Strike): ActionSlot => {
  const [, type, verb] = /\/actions\/([^/?]+)(?:\/(complete|revert))?/.exec(path) ?? [];
  const { status, payload } = bodyOf(body);
  const asked = verb === undefined ? status : verb === "complete" ? "done" : "pending";
  return defined({ type, status: typeof asked === "string" ? asked : undefined, payload });
};

/**
 * One idempotency key for two messages: the answer is about the first one, and nothing is written
 * (docs/novu-api.md, "Idempotency").
 */
export const wrongMessage = (strike: Strike): WireAnswer => {
  const { world, path } = strike;
  const environment = environmentOf(strike);
  const asked = askedMessage(strike).toLowerCase();
  const [other = unsentMessage(world, environment)] = environment.messages.newestFirst(
    ({ id }) => id !== asked,
  );
  const slot = { ...other.state.slot, ...askedSlot(strike) };
  const message = { ...other, state: { ...other.state, slot } };
  const subscriber = environment.subscribersByKey.get(other.subscriberKey);
  const isV2 = path.startsWith("/v2/") && subscriber !== undefined;
  const data = isV2 ? inboxNotification(message, subscriber) : messageDocument(world, environment, message);
  return {
    status: isV2 ? 200 : 201,
    headers: {
      ...echoedKey(strike),
      "Idempotency-Replay": "true",
      "content-type": "application/json; charset=utf-8",
    },
    body: Buffer.from(JSON.stringify({ data })),
  };
};
