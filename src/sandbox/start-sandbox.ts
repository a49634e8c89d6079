import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { pressButton, refuseMissingButton } from "./click.js";
import type { Dialect } from "./dialect.js";
import { server20 } from "./dialects/server-2-0.js";
import { server315 } from "./dialects/server-3-15.js";
import type { Message } from "./message.js";
import type { LoggedRequest, Sandbox, SandboxOptions, ServerVersion } from "./sandbox.js";
import { seedMessages } from "./seed.js";
import { createApp } from "./server/create-app.js";
import { createTimers } from "./timers.js";
import { createWorld, type Environment, type World } from "./world.js";

export type {
  LoggedRequest,
  Sandbox,
  SandboxOptions,
  SeededMessage,
  SeedInput,
  ServerVersion,
} from "./sandbox.js";

const LOOPBACK = "127.0.0.1";

const dialects: Readonly<Record<ServerVersion, Dialect>> = { "2.0": server20, "3.15": server315 };

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

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
  const app = createApp(world, {
    timers,
    idempotency: options.idempotency ?? false,
    rateLimit: options.rateLimit,
    log: (entry) => {
      requests.push(entry);
      options.onRequest?.(entry);
    },
  });
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://${LOOPBACK}:${port}`,
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
    close: () =>
      new Promise((resolve) => {
        timers.cancelAll();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
