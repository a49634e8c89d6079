import type { JsonObject } from "../json.js";
import type { Subscriber } from "../subscribers.js";
import { iso } from "../time.js";
import type { Environment, World } from "../world.js";

const commonFields = (world: World, environment: Environment, subscriber: Subscriber): JsonObject => {
  const { key, createdAt, ...profile } = subscriber;
  return {
    _id: key,
    ...profile,
    _organizationId: world.organizationId,
    _environmentId: environment.id,
    channels: [],
    deleted: false,
    createdAt: iso(createdAt),
    updatedAt: iso(createdAt),
  };
};

export const subscriberDocumentV1 = (
  world: World,
  environment: Environment,
  subscriber: Subscriber,
): JsonObject => ({
  ...commonFields(world, environment, subscriber),
  ...world.behavior.subscriberFields(subscriber),
  __v: 0,
});

export const subscriberDocumentV2 = (
  world: World,
  environment: Environment,
  subscriber: Subscriber,
): JsonObject => ({
  ...commonFields(world, environment, subscriber),
  isOnline: false,
  lastOnlineAt: null,
});
