import { seedProblems } from "./check-seed.js";
import { createMessage } from "./create-message.js";
import { defined } from "./json.js";
import { applyMark, v1Marks } from "./marks.js";
import type { Message } from "./message.js";
import { isOneMessage, readSeed, refuseProblems, type SeedProblem } from "./read-seed.js";
import type { Seed, SeededMessage, SeedMessage } from "./sandbox.js";
import { ageOf, timeOf } from "./time.js";
import { upsertSubscriber } from "./upsert-subscriber.js";
import type { Environment, World } from "./world.js";

/**
 * Puts what a seed file says into an environment: all of it, or nothing.
 * @throws ApiError 400 with a line for each thing that is wrong
 */
export const plantSeed = (world: World, environment: Environment, document: unknown): SeededMessage[] => {
  const seed = readSeed(document);
  refuseProblems(seedProblems(world, environment, seed));
  return plant(world, environment, seed);
};

/** The same for the fields of one message, whose paths are then told without the list. @throws ApiError 400 */
export const plantOne = (world: World, environment: Environment, fields: unknown): SeededMessage[] => {
  if (!isOneMessage(fields)) return plantSeed(world, environment, fields);
  const alone = ({ path, why }: SeedProblem): SeedProblem => ({
    path: path.replace(/^messages\[0\]\.?/, ""),
    why,
  });
  const seed = readSeed({ messages: [fields] }, alone);
  refuseProblems(seedProblems(world, environment, seed).map(alone));
  return plant(world, environment, seed);
};

const plant = (
  world: World,
  environment: Environment,
  { subscribers = [], messages = [] }: Seed,
): SeededMessage[] => {
  for (const subscriber of subscribers) upsertSubscriber(world, environment, subscriber);
  const now = world.now();
  return messages.flatMap((message, index) => {
    // Ids do not tell an order where they are given, so that no two of a file come at the same time.
    const inTurn = now - (messages.length - 1 - index);
    const at =
      timeOf(message.createdAt ?? "") ??
      (message.ago === undefined ? inTurn : now - (ageOf(message.ago) ?? 0));
    return Array.from({ length: message.count ?? 1 }, () => plantMessage(world, environment, message, at));
  });
};

const plantMessage = (
  world: World,
  environment: Environment,
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
      subscriberKey: subscriber.key,
      transactionId: seed.transactionId ?? world.dialect.newTransactionId(createdAt),
      payload: seed.payload ?? { what: "item" },
      createdAt,
      ...defined({
        messageId: seed.messageId?.toLowerCase(),
        subject: seed.subject,
        content: seed.content,
        labels: seed.labels,
      }),
    },
    world.newId,
  );
  bringAbout(message, seed);
  environment.messages.add(message);
  return { messageId: message.id, transactionId: message.transactionId, subscriberId, workflow: identifier };
};

/** What has happened to the message since it was made. */
const bringAbout = (message: Message, { answer, ...marks }: SeedMessage): void => {
  const { createdAt: at } = message;
  const { read = answer !== undefined, archived = false } = marks;
  const { seen = read } = marks;
  if (seen) applyMark(message, v1Marks.seen, at);
  if (read) applyMark(message, (before) => ({ ...v1Marks.read(before, at), seen }), at);
  if (archived) applyMark(message, (before) => ({ ...before, archived, archivedAt: at }), at);
  if (answer === undefined) return;
  const { button: type, status = "done", payload } = answer;
  message.state = { ...message.state, slot: defined({ type, status, payload }) };
};
