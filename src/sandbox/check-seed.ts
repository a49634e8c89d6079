import { closest } from "../model/closest.js";
import { didYouMean } from "../model/did-you-mean.js";
import type { SeedProblem } from "./read-seed.js";
import type { ButtonType, Seed, SeedMessage } from "./sandbox.js";
import { ageOf } from "./time.js";
import type { WorkflowTemplate } from "./workflows.js";
import type { Environment, World } from "./world.js";

const BUTTONS: readonly ButtonType[] = ["primary", "secondary"];

interface Surroundings {
  readonly world: World;
  readonly environment: Environment;
  /** Those of the environment and of the seed. */
  readonly subscriberIds: ReadonlySet<string>;
  /** Ids the seed has used so far. */
  readonly usedIds: Set<string>;
}

const unknown = (what: string, name: string, names: Iterable<string>): string => {
  const known = [...names];
  return `no ${what} "${name}"${didYouMean(closest(name, known)) || `; known: ${known.join(", ")}`}`;
};

const idProblems = (
  { messageId, count = 1 }: SeedMessage,
  { world, usedIds }: Surroundings,
): SeedProblem[] => {
  if (messageId === undefined) return [];
  const id = messageId.toLowerCase();
  const isTaken =
    usedIds.has(id) || [...world.environments.values()].some(({ messages }) => messages.get(id));
  usedIds.add(id);
  return [
    ...(isTaken ? [{ path: "messageId", why: "another message has this id" }] : []),
    ...(count > 1 ? [{ path: "count", why: "one id cannot be that of several messages" }] : []),
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

const timeProblems = ({ createdAt, ago }: SeedMessage, { world }: Surroundings): SeedProblem[] => {
  if (ago === undefined) return [];
  if (createdAt !== undefined) return [{ path: "ago", why: "stands in place of createdAt, not beside it" }];
  return (ageOf(ago) ?? 0) > world.now() ? [{ path: "ago", why: "is before 1970" }] : [];
};

const messageProblems = (message: SeedMessage, surroundings: Surroundings): SeedProblem[] => {
  const { environment, world, subscriberIds } = surroundings;
  const { workflow: identifier = "approval", subscriberId = "sub-1", subject } = message;
  const workflow = environment.workflows.get(identifier);
  return [
    ...(workflow === undefined
      ? [{ path: "workflow", why: unknown("workflow", identifier, environment.workflows.keys()) }]
      : buttonProblems(message, workflow.template)),
    ...(subscriberIds.has(subscriberId)
      ? []
      : [{ path: "subscriberId", why: unknown("subscriber", subscriberId, subscriberIds) }]),
    ...(subject === undefined || world.dialect.hasV2
      ? []
      : [{ path: "subject", why: `a ${world.dialect.version} server's messages have none` }]),
    ...idProblems(message, surroundings),
    ...timeProblems(message, surroundings),
  ];
};

/** What the sandbox cannot hold of a seed whose form is right; finds all of it before anything is changed. */
export const seedProblems = (world: World, environment: Environment, seed: Seed): SeedProblem[] => {
  const { subscribers = [], messages = [] } = seed;
  const surroundings: Surroundings = {
    world,
    environment,
    subscriberIds: new Set([
      ...environment.subscribers.keys(),
      ...subscribers.map(({ subscriberId }) => subscriberId),
    ]),
    usedIds: new Set(),
  };
  return messages.flatMap((message, index) =>
    messageProblems(message, surroundings).map(({ path, why }) => ({
      path: `messages[${index}].${path}`,
      why,
    })),
  );
};
