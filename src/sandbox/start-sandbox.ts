import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { badRequest } from "./api-error.js";
import { pressButton, refuseMissingButton } from "./click.js";
import type { Dialect } from "./dialect.js";
import { server20 } from "./dialects/server-2-0.js";
import { server315 } from "./dialects/server-3-15.js";
import { type ArmedFaults, createArmedFaults } from "./faults/armed-faults.js";
import { refuseBadFault } from "./faults/fault-input.js";
import type { Message } from "./message.js";
import { plantOne, plantSeed } from "./plant-seed.js";
import type { LoggedRequest, Sandbox, SandboxOptions, ServerVersion } from "./sandbox.js";
import { createApp } from "./server/create-app.js";
import { createDoor } from "./server/door.js";
import { createTimers, type Timers } from "./timers.js";
import { sandboxMessage } from "./views/sandbox-message.js";
import { createWorld, type Environment, type World } from "./world.js";

export { FAULTS, type FaultName } from "./faults/fault-table.js";
export type {
  FaultInput,
  LoggedRequest,
  Sandbox,
  SandboxOptions,
  SeededMessage,
  SeedMessage,
  ServerVersion,
} from "./sandbox.js";

const dialects: Readonly<Record<ServerVersion, Dialect>> = { "2.0": server20, "3.15": server315 };

const environmentOf = (world: World, key: string | undefined): Environment => {
  const [first] = world.environments.values();
  const environment = key === undefined ? first : world.environments.get(key);
  if (environment === undefined) {
    throw badRequest("unknown key");
  }
  return environment;
};

const messageOf = (world: World, messageId: string): { message: Message; environment: Environment } => {
  for (const environment of world.environments.values()) {
    const message = environment.messages.get(messageId);
    if (message !== undefined) {
      return { message, environment };
    }
  }
  throw badRequest(`no message ${messageId}`);
};

/** All that a reset makes anew. */
interface Stage {
  readonly world: World;
  readonly listen: ReturnType<typeof getRequestListener>;
}

interface StageParts {
  readonly timers: Timers;
  readonly faults: ArmedFaults;
  readonly requests: LoggedRequest[];
}

/** @throws ApiError 400 for a seed that cannot be held */
const raiseStage = (
  options: SandboxOptions & Required<Pick<SandboxOptions, "keys">>,
  { timers, faults, requests }: StageParts,
): Stage => {
  const world = createWorld(dialects[options.server ?? "3.15"], options.keys, options.now ?? Date.now);
  if (options.seed !== undefined) plantSeed(world, environmentOf(world, undefined), options.seed);
  const app = createApp(world, {
    timers,
    faults,
    idempotency: options.idempotency ?? false,
    rateLimit: options.rateLimit,
    log: (entry) => {
      requests.push(entry);
      options.onRequest?.(entry);
    },
  });
  return { world, listen: getRequestListener(app.fetch, { overrideGlobalObjects: false }) };
};

/** Starts a stand-in for the Novu API on loopback. Rejects with node's own error when the port is taken. */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const { keys = [randomBytes(16).toString("hex")], faults: firstFaults = [] } = options;
  const requests: LoggedRequest[] = [];
  const timers = createTimers();
  const server = createServer();
  const door = createDoor(server, timers);
  const faults = createArmedFaults(door);
  const raise = () => raiseStage({ ...options, keys }, { timers, faults, requests });
  let stage = raise();
  server.on("request", (...exchange) => stage.listen(...exchange));
  for (const fault of firstFaults) {
    refuseBadFault(fault);
  }
  const port = await door.open(options.port ?? 0);
  for (const fault of firstFaults) {
    faults.arm(fault);
  }
  const close = () => {
    timers.cancelAll();
    return door.close();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    key: keys[0] ?? "",
    keys,
    requests,
    seed: ({ key, ...what } = {}) => plantOne(stage.world, environmentOf(stage.world, key), what),
    messages: (key) => {
      const environment = environmentOf(stage.world, key);
      const all = environment.messages.newestFirst(() => true);
      return all.map((message) => sandboxMessage(environment, message)).reverse();
    },
    click: (messageId, button) => {
      const { message } = messageOf(stage.world, messageId);
      refuseMissingButton(message, button);
      pressButton(message, button, "done", stage.world.now());
    },
    remove: (messageId) => {
      messageOf(stage.world, messageId).environment.messages.remove(messageId);
    },
    fault: faults.arm,
    faults: faults.list,
    clearFaults: faults.clear,
    reset: async () => {
      await faults.clear();
      stage = raise();
      requests.length = 0;
      for (const fault of firstFaults) {
        faults.arm(fault);
      }
    },
    close,
    [Symbol.asyncDispose]: close,
  };
};
