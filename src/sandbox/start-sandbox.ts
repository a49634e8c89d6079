import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { pressButton, refuseMissingButton } from "./click.js";
import type { Dialect } from "./dialect.js";
import { server20 } from "./dialects/server-2-0.js";
import { server315 } from "./dialects/server-3-15.js";
import { createArmedFaults } from "./faults/armed-faults.js";
import { refuseBadFault } from "./faults/fault-input.js";
import type { Message } from "./message.js";
import type { LoggedRequest, Sandbox, SandboxOptions, ServerVersion } from "./sandbox.js";
import { seedMessages } from "./seed.js";
import { createApp } from "./server/create-app.js";
import { createDoor } from "./server/door.js";
import { createTimers } from "./timers.js";
import { createWorld, type Environment, type World } from "./world.js";

export type { ArmedFault, FaultInput } from "./faults/fault.js";
export { FAULTS, type FaultName } from "./faults/fault-table.js";
export type {
  LoggedRequest,
  Sandbox,
  SandboxOptions,
  SeededMessage,
  SeedInput,
  ServerVersion,
} from "./sandbox.js";

const dialects: Readonly<Record<ServerVersion, Dialect>> = { "2.0": server20, "3.15": server315 };

const environmentOf = (world: World, key: string | undefined): Environment => {
  const [first] = world.environments.values();
  const environment = key === undefined ? first : world.environments.get(key);
  if (environment === undefined) {
    throw new Error("Unknown key");
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
  throw new Error(`Unknown message ${messageId}`);
};

/** Starts a stand-in for the Novu API on loopback. Rejects with node's own error when the port is taken. */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const keys = options.keys ?? [randomBytes(16).toString("hex")];
  const world = createWorld(dialects[options.server ?? "3.15"], keys, options.now ?? Date.now);
  const requests: LoggedRequest[] = [];
  const timers = createTimers();
  const server = createServer();
  const door = createDoor(server, timers);
  const faults = createArmedFaults(door);
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
  server.on("request", getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  for (const fault of options.faults ?? []) {
    refuseBadFault(fault);
  }
  const port = await door.open(options.port ?? 0);
  for (const fault of options.faults ?? []) {
    faults.arm(fault);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    keys,
    requests,
    seed: (input = {}) => seedMessages(world, environmentOf(world, input.key), input),
    click: (messageId, button) => {
      const { message } = messageOf(world, messageId);
      refuseMissingButton(message, button);
      pressButton(message, button, "done", world.now());
    },
    remove: (messageId) => {
      messageOf(world, messageId).environment.messages.remove(messageId);
    },
    fault: faults.arm,
    faults: faults.list,
    clearFaults: faults.clear,
    close: () => {
      timers.cancelAll();
      return door.close();
    },
  };
};
