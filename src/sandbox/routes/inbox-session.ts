import { badRequest } from "../api-error.js";
import { createSessionToken } from "../inbox-session.js";
import { isObject, type UnknownObject } from "../json.js";
import { SEVERITIES } from "../notification-filter.js";
import type { Call, Route } from "../server/route.js";
import type { StoredEnvironment } from "../server-state.js";
import { upsertSubscriber } from "../subscribers.js";
import { bodyOf, throwComplaints } from "../validation.js";
import { countMatching } from "./notification-lists.js";

const environmentOf = (call: Call): StoredEnvironment => {
  const { applicationIdentifier } = bodyOf(call);
  if (applicationIdentifier === undefined || applicationIdentifier === null || applicationIdentifier === "") {
    throw badRequest("Keyless is not supported in community edition");
  }
  const environments = [...call.serverState.environments.values()];
  const environment = environments.find(({ identifier }) => identifier === applicationIdentifier);
  if (environment === undefined) {
    throw badRequest("Please provide a valid application identifier");
  }
  return environment;
};

/** The subscriber as an object, as an ID, or as the older field `subscriberId`. */
const subscriberFields = (call: Call): UnknownObject & { readonly subscriberId: string } => {
  const { subscriber, subscriberId: older } = bodyOf(call);
  const fields: UnknownObject = isObject(subscriber) ? subscriber : { subscriberId: subscriber ?? older };
  const { subscriberId } = fields;
  throwComplaints(call, typeof subscriberId === "string" ? [] : ["subscriber.subscriberId must be a string"]);
  return { ...fields, subscriberId: String(subscriberId) };
};

/** `{"tenant":"acme"}` and `{"tenant":{"id":"acme"}}` are `tenant:acme`. */
const contextKeysOf = (context: unknown): readonly string[] =>
  Object.entries(isObject(context) ? context : {})
    .map(([type, value]) => [type, isObject(value) ? value.id : value])
    .filter(([, id]) => typeof id === "string")
    .map(([type, id]) => `${type}:${id}`);

const openSession = (call: Call): unknown => {
  const { serverState, now } = call;
  const environment = environmentOf(call);
  const fields = subscriberFields(call);
  const { subscriberId } = fields;
  // Without an HMAC, a browser cannot change a subscriber that exists.
  const { internalId } =
    environment.subscribers.get(subscriberId) ?? upsertSubscriber(serverState, environment, fields);
  const contextKeys = contextKeysOf(bodyOf(call).context);
  const unread = { read: false, snoozed: false, contextKeys };
  const count = (filter: object = {}) => countMatching({ environment }, internalId, { ...unread, ...filter });
  const total = count();
  return {
    applicationIdentifier: environment.identifier,
    token: createSessionToken(
      { environmentId: environment.id, subscriberId, contextKeys },
      serverState.sessionSecret,
      now,
    ),
    totalUnreadCount: total,
    unreadCount: {
      total,
      severity: Object.fromEntries(SEVERITIES.map((severity) => [severity, count({ severity })])),
    },
    removeNovuBranding: false,
    maxSnoozeDurationHours: 0,
    isDevelopmentMode: !environment.production,
    contextKeys,
  };
};

export const inboxSession: Route = {
  method: "POST",
  path: "/v1/inbox/session",
  category: "open",
  handle: openSession,
};
