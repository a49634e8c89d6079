import { randomBytes } from "node:crypto";
import { createMessageStore, type MessageStore } from "./message-store.js";
import { createIdSource } from "./object-id.js";
import { createRequestTracker, type RequestTracker } from "./request-tracker.js";
import type { ServerBehavior } from "./server-behavior.js";
import { type StoredSubscriber, subscriberProfiles } from "./subscribers.js";
import type { WorkflowTemplate } from "./workflows.js";

export interface Workflow {
  readonly id: string;
  readonly messageTemplateId: string;
  readonly template: WorkflowTemplate;
}

/** The environment of one API key. */
export interface StoredEnvironment {
  readonly id: string;
  readonly apiKey: string;
  readonly name: string;
  readonly identifier: string;
  readonly production: boolean;
  readonly createdAt: number;
  /** By `subscriberId`, oldest first. */
  readonly subscribers: Map<string, StoredSubscriber>;
  /** By internal ID, which messages refer to. */
  readonly subscribersByInternalId: Map<string, StoredSubscriber>;
  readonly workflows: ReadonlyMap<string, Workflow>;
  readonly messages: MessageStore;
}

/** Everything that one sandbox server stores. */
export interface ServerState {
  readonly behavior: ServerBehavior;
  readonly organizationId: string;
  readonly userId: string;
  /** By API key; the first key's environment first. */
  readonly environments: ReadonlyMap<string, StoredEnvironment>;
  readonly requestTracker: RequestTracker;
  readonly newId: (at: number) => string;
  readonly now: () => number;
}

const environmentName = (index: number): string =>
  ["Development", "Production"][index] ?? `Environment ${index + 1}`;

const createEnvironment = (
  serverState: Omit<ServerState, "environments">,
  apiKey: string,
  index: number,
): StoredEnvironment => {
  const { behavior, newId } = serverState;
  const createdAt = serverState.now();
  const id = newId(createdAt);
  const subscribers = subscriberProfiles.map((profile) => ({
    ...profile,
    internalId: newId(createdAt),
    createdAt,
  }));
  const workflows = behavior.workflows.map((template) => ({
    messageTemplateId: newId(createdAt),
    id: newId(createdAt),
    template,
  }));
  return {
    id,
    apiKey,
    name: environmentName(index),
    identifier: randomBytes(9).toString("base64url"),
    production: index === 1,
    createdAt,
    subscribers: new Map(subscribers.map((subscriber) => [subscriber.subscriberId, subscriber])),
    subscribersByInternalId: new Map(subscribers.map((subscriber) => [subscriber.internalId, subscriber])),
    workflows: new Map(workflows.map((workflow) => [workflow.template.identifier, workflow])),
    messages: createMessageStore(),
  };
};

export const createServerState = (
  behavior: ServerBehavior,
  keys: readonly string[],
  now: () => number,
): ServerState => {
  const newId = createIdSource();
  const requestTracker = createRequestTracker();
  const shared = { behavior, requestTracker, newId, now, userId: newId(now()), organizationId: newId(now()) };
  return {
    ...shared,
    environments: new Map(keys.map((key, index) => [key, createEnvironment(shared, key, index)])),
  };
};
