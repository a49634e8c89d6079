import type { JsonObject } from "./json.js";
import type { Subscriber } from "./subscribers.js";
import type { Environment, World } from "./world.js";

const PROFILE_FIELDS = ["firstName", "lastName", "email", "phone", "avatar", "locale"] as const;

type Told = { readonly subscriberId?: unknown } & {
  readonly [Field in (typeof PROFILE_FIELDS)[number]]?: unknown;
};

/** Makes the subscriber where there is none of that id; one that is known keeps what it is not told anew. */
export const upsertSubscriber = (
  world: World,
  { subscribers, subscribersByKey }: Environment,
  fields: Told | JsonObject,
): Subscriber => {
  const subscriberId = String(fields.subscriberId);
  const now = world.now();
  const known = subscribers.get(subscriberId) ?? { subscriberId, key: world.newId(now), createdAt: now };
  const told = PROFILE_FIELDS.filter((field) => typeof fields[field] === "string").map((field) => [
    field,
    fields[field],
  ]);
  const subscriber: Subscriber = { ...known, ...Object.fromEntries(told) };
  subscribers.set(subscriberId, subscriber);
  subscribersByKey.set(subscriber.key, subscriber);
  return subscriber;
};
