import { asObject, defined, type JsonObject } from "../json.js";
import type { Message, StoredAnswer } from "../message.js";
import { createMessage } from "../message-store.js";
import type { FaultName } from "../sandbox.js";
import { inboxNotification } from "../views/inbox-notification.js";
import { messageDocument } from "../views/message-document.js";
import type { Environment, World } from "../world.js";
import type { Fault, Trigger, WireAnswer } from "./fault.js";
import {
  askedMessage,
  bareStatus,
  conflict409,
  echoedKey,
  emptyAnswer,
  error500,
  error503,
  page,
  rateLimited,
  redirect,
  replay503,
  spurious400,
  unauthorizedEcho,
} from "./fault-answers.js";
import { cutJson, drip, gzipBomb, hang, hangInBody, huge, reset, resetInBody, sendWhole } from "./wire.js";

const environmentOf = ({ world, headers }: Trigger): Environment => {
  const [first] = world.environments.values();
  const environment = world.environments.get(headers.authorization?.replace(/^ApiKey /, "") ?? "") ?? first;
  if (environment === undefined) {
    throw new Error("The sandbox has no environment");
  }
  return environment;
};

/** A message nobody was sent, for an inbox that holds no other one. */
const unsentMessage = (world: World, { subscribers, workflows }: Environment): Message => {
  const [subscriber] = subscribers.values();
  const [workflow] = workflows.values();
  if (subscriber === undefined || workflow === undefined) {
    throw new Error("The sandbox knows nobody, or no workflow");
  }
  const createdAt = world.now();
  return createMessage(
    {
      workflow,
      subscriberKey: subscriber.key,
      transactionId: world.behavior.newTransactionId(createdAt),
      payload: {},
      createdAt,
    },
    world.newId,
  );
};

const bodyOf = (text: string): JsonObject => {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {};
  }
};

/** What the request asked for: the kept answer looks right in all but whose it is. */
const askedSlot = ({ path, body }: Trigger): StoredAnswer => {
  const [, type, verb] = /\/actions\/([^/?]+)(?:\/(complete|revert))?/.exec(path) ?? [];
  const { status, payload } = bodyOf(body);
  const asked = verb === undefined ? status : verb === "complete" ? "done" : "pending";
  return defined({ type, status: typeof asked === "string" ? asked : undefined, payload });
};

/**
 * One idempotency key for two messages: the answer is about the first one, and nothing is written
 * (docs/novu-api.md, "Idempotency").
 */
const wrongMessage = (trigger: Trigger): WireAnswer => {
  const { world, path } = trigger;
  const environment = environmentOf(trigger);
  const asked = askedMessage(trigger).toLowerCase();
  const [other = unsentMessage(world, environment)] = environment.messages.newestFirst(
    ({ id }) => id !== asked,
  );
  const slot = { ...other.state.slot, ...askedSlot(trigger) };
  const message = { ...other, state: { ...other.state, slot } };
  const subscriber = environment.subscribersByKey.get(other.subscriberKey);
  const isV2 = path.startsWith("/v2/") && subscriber !== undefined;
  const data = isV2 ? inboxNotification(message, subscriber) : messageDocument(world, environment, message);
  return {
    status: isV2 ? 200 : 201,
    headers: {
      ...echoedKey(trigger),
      "Idempotency-Replay": "true",
      "content-type": "application/json; charset=utf-8",
    },
    body: Buffer.from(JSON.stringify({ data })),
  };
};

type Answering = (trigger: Trigger) => WireAnswer;

const instead = (answer: Answering) =>
  ({ takesEffect: false, play: (trigger: Trigger) => sendWhole(trigger, answer(trigger)) }) as const;

const afterwards = (answer: Answering) =>
  ({ takesEffect: true, play: (trigger: Trigger) => sendWhole(trigger, answer(trigger)) }) as const;

const redirected = (status: number) => ({ ...instead(redirect(status)), takes: ["location"] }) as const;

/**
 * Every way in which the sandbox can misbehave. `takesEffect` says whether the request is carried out all the
 * same, which is what a client must find out before it may call a write lost.
 */
export const FAULTS = {
  refuse: { takesEffect: false, closesPort: true, takes: ["forMs"] },
  "reset-before": { takesEffect: false, play: reset },
  "reset-after": { takesEffect: true, play: reset },
  "reset-in-body": { takesEffect: true, play: resetInBody },
  "hang-before": { takesEffect: false, play: hang },
  "hang-after": { takesEffect: true, play: hang },
  "hang-in-body": { takesEffect: true, play: hangInBody },
  "cut-json": { takesEffect: true, play: cutJson },
  "slow-drip": { takesEffect: true, play: drip },
  huge: { takesEffect: true, play: huge },
  "gzip-bomb": { takesEffect: true, play: gzipBomb },
  "empty-200": afterwards(emptyAnswer(200)),
  "empty-201": afterwards(emptyAnswer(201)),
  "html-200": instead(page(200, "Sign in", "Sign in to go on to the page you asked for.")),
  "html-502": instead(page(502, "502 Bad Gateway", "The server behind this one did not answer.")),
  "redirect-301": redirected(301),
  "redirect-302": redirected(302),
  "redirect-307": redirected(307),
  "redirect-308": redirected(308),
  "unauthorized-echo": instead(unauthorizedEcho),
  "rate-limit": { ...instead(rateLimited), takes: ["retryAfter"] },
  "status-408": instead(bareStatus(408)),
  "status-425": instead(bareStatus(425)),
  "error-500": instead(error500),
  "error-503": { ...instead(error503), takes: ["retryAfter"] },
  "replay-503": { ...instead(replay503), kind: "writes" },
  "conflict-409": { ...instead(conflict409), kind: "writes", takes: ["retryAfter"] },
  "spurious-400": { ...afterwards(spurious400), kind: "writes" },
  "wrong-message": { ...instead(wrongMessage), kind: "writes" },
} as const satisfies Readonly<Record<FaultName, Fault>>;

export type { FaultName } from "../sandbox.js";

export const faultNames = Object.keys(FAULTS) as readonly FaultName[];

export const faultOf = (name: FaultName): Fault => FAULTS[name];
