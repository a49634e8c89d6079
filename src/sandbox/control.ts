import type { Hono, MiddlewareHandler } from "hono";
import { badRequest, notFound } from "./api-error.js";
import { pressButton, refuseMissingButton } from "./click.js";
import type { ArmedFaults } from "./faults/armed-faults.js";
import { mountFaultControl } from "./faults/fault-control.js";
import { asObject, isObject, type JsonObject } from "./json.js";
import type { ButtonType, SeedInput } from "./sandbox.js";
import { seedMessages } from "./seed.js";
import type { HonoEnv } from "./server/call.js";
import { iso } from "./time.js";
import type { Timers } from "./timers.js";
import type { World } from "./world.js";

export interface ControlParts {
  readonly identify: MiddlewareHandler<HonoEnv>;
  readonly timers: Timers;
  readonly faults: ArmedFaults;
}

const MAX_COUNT = 100_000;

const FIELDS = {
  subscriberId: "string",
  workflow: "string",
  payload: "object",
  count: "number",
  createdAt: "number",
  content: "string",
  labels: "object",
} as const;

const seedInputOf = (body: JsonObject): SeedInput => {
  const given = Object.entries(FIELDS).filter(([name]) => body[name] !== undefined);
  for (const [name, kind] of given) {
    const value = body[name];
    if (kind === "object" ? !isObject(value) : typeof value !== kind) {
      throw badRequest(`${name} must be of type ${kind}`);
    }
  }
  const { count } = body;
  if (count !== undefined && !(Number.isInteger(count) && Number(count) >= 1 && Number(count) <= MAX_COUNT)) {
    throw badRequest(`count must be between 1 and ${MAX_COUNT}`);
  }
  return Object.fromEntries(given.map(([name]) => [name, body[name]]));
};

const isButton = (word: unknown): word is ButtonType => word === "primary" || word === "secondary";

/** What a person at the keyboard does to the sandbox; no part of Novu. Each way to steer it is a route of its own. */
export const mountControl = (
  app: Hono<HonoEnv>,
  world: World,
  { identify, timers, faults }: ControlParts,
): void => {
  app.get("/__sandbox", (context) => context.json({ sandbox: "novu-msg", server: world.dialect.version }));

  mountFaultControl(app, faults, identify);

  app.post("/__sandbox/seed", identify, (context) => {
    const input = seedInputOf(asObject(context.get("body")));
    return context.json({ data: seedMessages(world, context.get("environment"), input) }, 201);
  });

  app.post("/__sandbox/click", identify, (context) => {
    const { messageId, button, afterMs = 0 } = asObject(context.get("body"));
    if (!isButton(button) || typeof afterMs !== "number" || !(afterMs >= 0)) {
      throw badRequest("button must be primary or secondary, and afterMs a number of milliseconds");
    }
    const message = context.get("environment").messages.get(String(messageId));
    if (message === undefined) {
      throw notFound(`Message ${String(messageId)} not found`);
    }
    refuseMissingButton(message, button);
    if (afterMs > 0) {
      timers.after(afterMs, () => pressButton(message, button, "done", world.now()));
    } else {
      pressButton(message, button, "done", world.now());
    }
    return context.json({ data: { messageId: message.id, button, at: iso(world.now() + afterMs) } }, 201);
  });
};
