import type { UnknownObject } from "./json.js";
import type { SeedSubscriber } from "./sandbox.js";
import { iso } from "./time.js";
import type { StoredEnvironment, World } from "./world.js";

export interface StoredSubscriber extends SeedSubscriber {
  readonly key: string;
  readonly createdAt: number;
}

export const subscriberProfiles: readonly SeedSubscriber[] = [
  { subscriberId: "sub-1", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" },
  { subscriberId: "sub-2", firstName: "Grace", lastName: "Hopper", email: "grace@example.com" },
  { subscriberId: "user:42@example.com", firstName: "Odd", lastName: "Id", email: "odd@example.com" },
];

const PROFILE_FIELDS = ["firstName", "lastName", "email", "phone", "avatar", "locale"] as const;

type SubscriberFields = { readonly subscriberId?: unknown } & {
  readonly [Field in (typeof PROFILE_FIELDS)[number]]?: unknown;
};

/** Creates the subscriber, or updates the given fields of an existing one. */
export const upsertSubscriber = (
  world: World,
  { subscribers, subscribersByKey }: StoredEnvironment,
  fields: SubscriberFields | UnknownObject,
): StoredSubscriber => {
  const subscriberId = String(fields.subscriberId);
  const now = world.now();
  const known = subscribers.get(subscriberId) ?? { subscriberId, key: world.newId(now), createdAt: now };
  const given = PROFILE_FIELDS.filter((field) => typeof fields[field] === "string").map((field) => [
    field,
    fields[field],
  ]);
  const subscriber: StoredSubscriber = { ...known, ...Object.fromEntries(given) };
  subscribers.set(subscriberId, subscriber);
  subscribersByKey.set(subscriber.key, subscriber);
  return subscriber;
};

const commonFields = (
  world: World,
  environment: StoredEnvironment,
  subscriber: StoredSubscriber,
): UnknownObject => {
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
  environment: StoredEnvironment,
  subscriber: StoredSubscriber,
): UnknownObject => ({
  ...commonFields(world, environment, subscriber),
  ...world.behavior.subscriberFields(subscriber),
  __v: 0,
});

export const subscriberDocumentV2 = (
  world: World,
  environment: StoredEnvironment,
  subscriber: StoredSubscriber,
): UnknownObject => ({
  ...commonFields(world, environment, subscriber),
  isOnline: false,
  lastOnlineAt: null,
});
