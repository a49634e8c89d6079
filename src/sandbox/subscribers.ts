import type { UnknownObject } from "./json.js";
import type { SeedSubscriber } from "./sandbox.js";
import type { ServerState, StoredEnvironment } from "./server-state.js";
import { iso } from "./time.js";

export interface StoredSubscriber extends SeedSubscriber {
  readonly internalId: string;
  readonly createdAt: number;
}

const PROFILE_FIELDS = ["firstName", "lastName", "email", "phone", "avatar", "locale"] as const;

type SubscriberFields = { readonly subscriberId?: unknown } & {
  readonly [Field in (typeof PROFILE_FIELDS)[number]]?: unknown;
};

/** Creates the subscriber, or updates the given fields of an existing one. */
export const upsertSubscriber = (
  serverState: ServerState,
  { subscribers, subscribersByInternalId }: StoredEnvironment,
  fields: SubscriberFields | UnknownObject,
): StoredSubscriber => {
  const subscriberId = String(fields.subscriberId);
  const now = serverState.now();
  const known = subscribers.get(subscriberId) ?? {
    subscriberId,
    internalId: serverState.newId(now),
    createdAt: now,
  };
  const given = PROFILE_FIELDS.filter((field) => typeof fields[field] === "string").map((field) => [
    field,
    fields[field],
  ]);
  const subscriber: StoredSubscriber = { ...known, ...Object.fromEntries(given) };
  subscribers.set(subscriberId, subscriber);
  subscribersByInternalId.set(subscriber.internalId, subscriber);
  return subscriber;
};

/** The fields that both versions of the API send. */
export const commonSubscriberFields = (
  serverState: ServerState,
  environment: StoredEnvironment,
  subscriber: StoredSubscriber,
): UnknownObject => {
  const { internalId, createdAt, ...profile } = subscriber;
  return {
    _id: internalId,
    ...profile,
    _organizationId: serverState.organizationId,
    _environmentId: environment.id,
    channels: [],
    deleted: false,
    createdAt: iso(createdAt),
    updatedAt: iso(createdAt),
  };
};
