import { closest, didYouMean } from "../model/did-you-mean.js";
import { defined, isObject } from "./json.js";
import { applyMark, v2Marks } from "./marks.js";
import type { StoredMessage } from "./message.js";
import { createMessage } from "./message-store.js";
import type { ButtonType, Seed, SeededMessage, SeedMessage } from "./sandbox.js";
import { readSeed, type SeedProblem, throwSeedProblems } from "./seed.js";
import type { ServerState, StoredEnvironment } from "./server-state.js";
import { upsertSubscriber } from "./subscribers.js";
import { ageOf, timeOf } from "./time.js";
import type { WorkflowTemplate } from "./workflows.js";

/**
 * Applies a seed file to an environment, completely or not at all.
 * @throws ApiError 400 with one line for each problem
 */
export const applySeed = (
  serverState: ServerState,
  environment: StoredEnvironment,
  document: unknown,
): SeededMessage[] => {
  const seed = readSeed(document);
  throwSeedProblems(seedProblems(serverState, environment, seed));
  return applyAll(serverState, environment, seed);
};

/** Whether the fields are those of one message rather than of a seed file. */
const isOneMessage = (what: unknown): boolean =>
  isObject(what) && !["$schema", "subscribers", "messages"].some((field) => field in what);

/** Applies the fields of one message; the paths of problems then omit the list. @throws ApiError 400 */
export const applyOneMessage = (
  serverState: ServerState,
  environment: StoredEnvironment,
  fields: unknown,
): SeededMessage[] => {
  if (!isOneMessage(fields)) return applySeed(serverState, environment, fields);
  const withoutListPath = ({ path, why }: SeedProblem): SeedProblem => ({
    path: path.replace(/^messages\[0\]\.?/, ""),
    why,
  });
  const seed = readSeed({ messages: [fields] }, withoutListPath);
  throwSeedProblems(seedProblems(serverState, environment, seed).map(withoutListPath));
  return applyAll(serverState, environment, seed);
};

const applyAll = (
  serverState: ServerState,
  environment: StoredEnvironment,
  { subscribers = [], messages = [] }: Seed,
): SeededMessage[] => {
  for (const subscriber of subscribers) upsertSubscriber(serverState, environment, subscriber);
  const now = serverState.now();
  return messages.flatMap((message, index) => {
    // Given IDs have no order, so each message of a file gets a different time.
    const sequential = now - (messages.length - 1 - index);
    const at =
      timeOf(message.createdAt ?? "") ??
      (message.ago === undefined ? sequential : now - (ageOf(message.ago) ?? 0));
    return Array.from({ length: message.count ?? 1 }, () =>
      addMessage(serverState, environment, message, at),
    );
  });
};

const addMessage = (
  serverState: ServerState,
  environment: StoredEnvironment,
  seed: SeedMessage,
  createdAt: number,
): SeededMessage => {
  const { subscriberId = "sub-1", workflow: identifier = "approval" } = seed;
  const subscriber = environment.subscribers.get(subscriberId);
  const workflow = environment.workflows.get(identifier);
  if (subscriber === undefined || workflow === undefined) throw new Error("a seed was planted unchecked");
  const message = createMessage(
    {
      workflow,
      subscriberInternalId: subscriber.internalId,
      transactionId: seed.transactionId ?? serverState.behavior.newTransactionId(createdAt),
      payload: seed.payload ?? { what: "item" },
      createdAt,
      ...defined({ messageId: seed.messageId?.toLowerCase() }),
      given: seed,
    },
    serverState.newId,
  );
  applyHistory(message, seed);
  environment.messages.add(message);
  environment.transactions.markUsed(message.transactionId);
  return { messageId: message.id, transactionId: message.transactionId, subscriberId, workflow: identifier };
};

/** Applies what has happened to the message since its creation. */
const applyHistory = (message: StoredMessage, { answer, ...marks }: SeedMessage): void => {
  const { createdAt: at } = message;
  const { read = answer !== undefined, archived = false } = marks;
  const { seen = read } = marks;
  if (seen) applyMark(message, v2Marks.seen, at);
  if (read) applyMark(message, (before) => ({ ...v2Marks.read(before, at), seen }), at);
  if (archived) applyMark(message, (before) => ({ ...before, archived, archivedAt: at }), at);
  const snoozedUntil = timeOf(marks.snoozedUntil ?? "");
  if (snoozedUntil !== undefined) applyMark(message, (before) => ({ ...before, snoozedUntil }), at);
  if (answer === undefined) return;
  const { button: type, status = "done", payload } = answer;
  message.state = { ...message.state, answer: defined({ type, status, payload }) };
};

const BUTTONS: readonly ButtonType[] = ["primary", "secondary"];

interface SeedContext {
  readonly serverState: ServerState;
  readonly environment: StoredEnvironment;
  /** The IDs of the environment and of the seed. */
  readonly subscriberIds: ReadonlySet<string>;
  /** IDs that the seed has used so far. */
  readonly usedIds: Set<string>;
}

const unknownText = (what: string, name: string, names: Iterable<string>): string => {
  const known = [...names];
  return `no ${what} "${name}"${didYouMean(closest(name, known)) || `; known: ${known.join(", ")}`}`;
};

const idProblems = (
  { messageId, count = 1 }: SeedMessage,
  { serverState, usedIds }: SeedContext,
): SeedProblem[] => {
  if (messageId === undefined) return [];
  const id = messageId.toLowerCase();
  const isTaken =
    usedIds.has(id) || [...serverState.environments.values()].some(({ messages }) => messages.get(id));
  usedIds.add(id);
  return [
    ...(isTaken ? [{ path: "messageId", why: "another message has this ID" }] : []),
    ...(count > 1 ? [{ path: "count", why: "one ID can't be used for several messages" }] : []),
  ];
};

const buttonProblems = (
  { labels, answer }: SeedMessage,
  { identifier, buttons }: WorkflowTemplate,
): SeedProblem[] => {
  const has = (type: ButtonType) => buttons.some((button) => button.type === type);
  const why = (type: ButtonType) => `workflow ${identifier} has no ${type} button`;
  const labelled = BUTTONS.filter((type) => labels?.[type] !== undefined && !has(type));
  return [
    ...labelled.map((type) => ({ path: `labels.${type}`, why: why(type) })),
    ...(answer === undefined || has(answer.button)
      ? []
      : [{ path: "answer.button", why: why(answer.button) }]),
  ];
};

const timeProblems = ({ createdAt, ago }: SeedMessage, { serverState }: SeedContext): SeedProblem[] => {
  if (ago === undefined) return [];
  if (createdAt !== undefined) return [{ path: "ago", why: "can't be combined with createdAt" }];
  return (ageOf(ago) ?? 0) > serverState.now() ? [{ path: "ago", why: "is before 1970" }] : [];
};

const messageProblems = (message: SeedMessage, context: SeedContext): SeedProblem[] => {
  const { environment, serverState, subscriberIds } = context;
  const { workflow: identifier = "approval", subscriberId = "sub-1", subject } = message;
  const workflow = environment.workflows.get(identifier);
  return [
    ...(workflow === undefined
      ? [{ path: "workflow", why: unknownText("workflow", identifier, environment.workflows.keys()) }]
      : buttonProblems(message, workflow.template)),
    ...(subscriberIds.has(subscriberId)
      ? []
      : [{ path: "subscriberId", why: unknownText("subscriber", subscriberId, subscriberIds) }]),
    ...(subject === undefined || serverState.behavior.hasV2
      ? []
      : [{ path: "subject", why: `doesn't exist on ${serverState.behavior.version}` }]),
    ...idProblems(message, context),
    ...timeProblems(message, context),
  ];
};

/** All problems of a seed that matches the schema but cannot be applied; checked before anything is changed. */
const seedProblems = (
  serverState: ServerState,
  environment: StoredEnvironment,
  seed: Seed,
): SeedProblem[] => {
  const { subscribers = [], messages = [] } = seed;
  const context: SeedContext = {
    serverState,
    environment,
    subscriberIds: new Set([
      ...environment.subscribers.keys(),
      ...subscribers.map(({ subscriberId }) => subscriberId),
    ]),
    usedIds: new Set(),
  };
  return messages.flatMap((message, index) =>
    messageProblems(message, context).map(({ path, why }) => ({
      path: `messages[${index}].${path}`,
      why,
    })),
  );
};
