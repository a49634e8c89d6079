import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { badRequest } from "./api-error.js";
import { applyOneMessage, applySeed } from "./apply-seed.js";
import { type ArmedFaults, createArmedFaults } from "./faults/armed-faults.js";
import { assertValidFault } from "./faults/fault-input.js";
import { defined } from "./json.js";
import type { StoredMessage } from "./message.js";
import { buttonNamed, pressButton } from "./press-button.js";
import type { LoggedRequest, Sandbox, SandboxMessage, SandboxOptions, ServerVersion } from "./sandbox.js";
import { createApp } from "./server/create-app.js";
import { createListener } from "./server/listener.js";
import type { ServerBehavior } from "./server-behavior.js";
import { createServerState, type ServerState, type StoredEnvironment } from "./server-state.js";
import { iso } from "./time.js";
import { createTimers, MAX_DELAY, type Timers } from "./timers.js";
import { server20 } from "./versions/server-2.js";
import { servers3 } from "./versions/server-3.js";

const behaviors: Readonly<Record<ServerVersion, ServerBehavior>> = { "2.0": server20, ...servers3 };

const environmentOf = (serverState: ServerState, key: string | undefined): StoredEnvironment => {
  const [first] = serverState.environments.values();
  const environment = key === undefined ? first : serverState.environments.get(key);
  if (environment === undefined) {
    throw badRequest("unknown key");
  }
  return environment;
};

const messageOf = (
  serverState: ServerState,
  messageId: string,
): { message: StoredMessage; environment: StoredEnvironment } => {
  for (const environment of serverState.environments.values()) {
    const message = environment.messages.get(messageId);
    if (message !== undefined) {
      return { message, environment };
    }
  }
  throw badRequest(`no message ${messageId}`);
};

/** What a reset replaces. */
interface ServerInstance {
  readonly serverState: ServerState;
  readonly listen: ReturnType<typeof getRequestListener>;
}

interface ServerInstanceParts {
  readonly timers: Timers;
  readonly faults: ArmedFaults;
  readonly requests: LoggedRequest[];
  readonly sessionSecret: Buffer;
}

/** @throws ApiError 400 if the seed cannot be applied */
const createInstance = (
  options: SandboxOptions & Required<Pick<SandboxOptions, "keys">>,
  { timers, faults, requests, sessionSecret }: ServerInstanceParts,
): ServerInstance => {
  const { deliverAfter = 0 } = options;
  if (!(deliverAfter >= 0 && deliverAfter <= MAX_DELAY)) {
    throw badRequest(`deliverAfter must be a number of milliseconds from 0 to ${MAX_DELAY}`);
  }
  const serverState = createServerState(behaviors[options.server ?? "3.19"], {
    keys: options.keys,
    now: options.now ?? Date.now,
    deliverAfter,
    sessionSecret,
    timers,
  });
  if (options.seed !== undefined) applySeed(serverState, environmentOf(serverState, undefined), options.seed);
  const app = createApp(serverState, {
    timers,
    faults,
    idempotency: options.idempotency ?? false,
    rateLimit: options.rateLimit,
    log: (entry) => {
      requests.push(entry);
      options.onRequest?.(entry);
    },
  });
  return { serverState, listen: getRequestListener(app.fetch, { overrideGlobalObjects: false }) };
};

/** A message with the field names of a seed, for `Sandbox.messages`. */
const sandboxMessage = (environment: StoredEnvironment, message: StoredMessage): SandboxMessage => {
  const { answer, marks, updatedAt } = message.state;
  return {
    messageId: message.id,
    transactionId: message.transactionId,
    subscriberId: environment.subscribersByInternalId.get(message.subscriberInternalId)?.subscriberId ?? "",
    workflow: message.workflow.template.identifier,
    ...defined({ subject: message.subject }),
    content: message.content,
    payload: message.payload,
    buttons: message.buttons.map(({ type, content }) => ({ type, label: content })),
    ...(answer.type === undefined
      ? {}
      : { answer: { button: answer.type, ...defined({ status: answer.status, payload: answer.payload }) } }),
    seen: marks.seen,
    read: marks.read,
    archived: marks.archived,
    createdAt: iso(message.createdAt),
    updatedAt: iso(updatedAt),
  };
};

/** Implements `startSandbox` of `sandbox.ts`. Rejects with Node's error if the port is taken. */
export const createSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const { keys = [randomBytes(16).toString("hex")], faults: firstFaults = [] } = options;
  const requests: LoggedRequest[] = [];
  const timers = createTimers();
  const sessionSecret = randomBytes(32);
  const server = createServer();
  const listener = createListener(server, timers);
  const faults = createArmedFaults(listener);
  const newInstance = () => createInstance({ ...options, keys }, { timers, faults, requests, sessionSecret });
  let instance = newInstance();
  server.on("request", (...exchange) => instance.listen(...exchange));
  for (const fault of firstFaults) {
    assertValidFault(fault);
  }
  const port = await listener.open(options.port ?? 0);
  for (const fault of firstFaults) {
    faults.arm(fault);
  }
  const close = () => {
    timers.cancelAll();
    return listener.close();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    key: keys[0] ?? "",
    keys,
    requests,
    seed: ({ key, ...what } = {}) =>
      applyOneMessage(instance.serverState, environmentOf(instance.serverState, key), what),
    messages: (key) => {
      const environment = environmentOf(instance.serverState, key);
      const all = environment.messages.newestFirst(() => true);
      return all.map((message) => sandboxMessage(environment, message)).reverse();
    },
    press: (messageId, button) => {
      const { message } = messageOf(instance.serverState, messageId);
      pressButton(message, buttonNamed(message, button), "done", instance.serverState.now());
    },
    remove: (messageId) => {
      messageOf(instance.serverState, messageId).environment.messages.remove(messageId);
    },
    fault: faults.arm,
    faults: faults.list,
    clearFaults: faults.clear,
    reset: async () => {
      await faults.clear();
      instance = newInstance();
      requests.length = 0;
      for (const fault of firstFaults) {
        faults.arm(fault);
      }
    },
    close,
    [Symbol.asyncDispose]: close,
  };
};
