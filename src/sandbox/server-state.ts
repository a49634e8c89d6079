import { createHash, randomBytes } from "node:crypto";
import { createMessageStore, type MessageStore } from "./message-store.js";
import { createRequestTracker } from "./request-tracker.js";
import type { SeedSubscriber } from "./sandbox.js";
import type { ServerBehavior } from "./server-behavior.js";
import type { StoredSubscriber } from "./subscribers.js";
import type { Timers } from "./timers.js";
import { createTransactions, type Transactions } from "./transactions.js";
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
  readonly transactions: Transactions;
  /** Subscribers who switched messages off, for one workflow or for all (preferences.ts). */
  readonly muted: Set<string>;
}

/** Everything that one sandbox server stores. */
export interface ServerState {
  readonly behavior: ServerBehavior;
  readonly organizationId: string;
  readonly userId: string;
  /** By API key; the first key's environment first. */
  readonly environments: ReadonlyMap<string, StoredEnvironment>;
  readonly requestTracker: ReturnType<typeof createRequestTracker>;
  readonly newId: (at: number) => string;
  /** Signs the tokens of Inbox sessions. */
  readonly sessionSecret: Buffer;
  /** ms until a triggered message appears. */
  readonly deliverAfter: number;
  readonly now: () => number;
}

const environmentName = (index: number): string =>
  ["Development", "Production"][index] ?? `Environment ${index + 1}`;

/** The same for a key after each start, so that a page can name it. */
const identifierFor = (apiKey: string): string =>
  createHash("sha256").update(`application of ${apiKey}`).digest("base64url").slice(0, 12);

const subscriberProfiles: readonly SeedSubscriber[] = [
  { subscriberId: "sub-1", firstName: "Ada", lastName: "Lovelace", email: "ada@example.com" },
  { subscriberId: "sub-2", firstName: "Grace", lastName: "Hopper", email: "grace@example.com" },
  { subscriberId: "user:42@example.com", firstName: "Odd", lastName: "Id", email: "odd@example.com" },
];

const createEnvironment = (
  serverState: Omit<ServerState, "environments">,
  apiKey: string,
  index: number,
  timers: Timers,
): StoredEnvironment => {
  const { behavior, newId } = serverState;
  const createdAt = serverState.now();
  const id = newId(createdAt);
  const messages = createMessageStore();
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
    identifier: identifierFor(apiKey),
    production: index === 1,
    createdAt,
    subscribers: new Map(subscribers.map((subscriber) => [subscriber.subscriberId, subscriber])),
    subscribersByInternalId: new Map(subscribers.map((subscriber) => [subscriber.internalId, subscriber])),
    workflows: new Map(workflows.map((workflow) => [workflow.template.identifier, workflow])),
    messages,
    transactions: createTransactions(messages, timers),
    muted: new Set(),
  };
};

interface ServerStateParts {
  readonly keys: readonly string[];
  readonly now: () => number;
  readonly deliverAfter: number;
  readonly sessionSecret: Buffer;
  readonly timers: Timers;
}

const COUNTER_SIZE = 0x1000000;

/** MongoDB ObjectIds: seconds, five random bytes, a counter. Later IDs sort later within one second. */
const createIdSource = (): ((at: number) => string) => {
  const machine = randomBytes(5).toString("hex");
  let counter = randomBytes(2).readUInt16BE();
  return (at) => {
    counter = (counter + 1) % COUNTER_SIZE;
    const seconds = Math.floor(at / 1000);
    return `${seconds.toString(16).padStart(8, "0")}${machine}${counter.toString(16).padStart(6, "0")}`;
  };
};

export const createServerState = (
  behavior: ServerBehavior,
  { keys, now, timers, ...settings }: ServerStateParts,
): ServerState => {
  const newId = createIdSource();
  const requestTracker = createRequestTracker();
  const ids = { userId: newId(now()), organizationId: newId(now()) };
  const shared = { ...settings, ...ids, behavior, requestTracker, newId, now };
  return {
    ...shared,
    environments: new Map(keys.map((key, index) => [key, createEnvironment(shared, key, index, timers)])),
  };
};
