import { asObject, defined, type UnknownObject } from "../json.js";
import type { StoredAnswer, StoredMessage } from "../message.js";
import { createMessage } from "../message-store.js";
import type { FaultName } from "../sandbox.js";
import { inboxNotification } from "../views/inbox-notification.js";
import { messageDocument } from "../views/message-document.js";
import type { StoredEnvironment, World } from "../world.js";
import type { Fault, Trigger, WireResponse } from "./fault.js";
import {
  bareStatus,
  conflict409,
  echoedKey,
  emptyResponse,
  error500,
  error503,
  htmlPage,
  messageIdInPath,
  rateLimited,
  redirect,
  replay503,
  spurious400,
  unauthorizedEcho,
} from "./fault-responses.js";
import { cutJson, drip, gzipBomb, hang, hangInBody, huge, reset, resetInBody, sendWhole } from "./wire.js";

const environmentOf = ({ world, headers }: Trigger): StoredEnvironment => {
  const [first] = world.environments.values();
  const environment = world.environments.get(headers.authorization?.replace(/^ApiKey /, "") ?? "") ?? first;
  if (environment === undefined) {
    throw new Error("The sandbox has no environment");
  }
  return environment;
};

/** A message that nobody received, for an environment without another message. */
const placeholderMessage = (world: World, { subscribers, workflows }: StoredEnvironment): StoredMessage => {
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

const bodyOf = (text: string): UnknownObject => {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {};
  }
};

/** The requested answer: the replayed response differs only in the message. */
const requestedAnswer = ({ path, body }: Trigger): StoredAnswer => {
  const [, type, verb] = /\/actions\/([^/?]+)(?:\/(complete|revert))?/.exec(path) ?? [];
  const { status, payload } = bodyOf(body);
  const requested = verb === undefined ? status : verb === "complete" ? "done" : "pending";
  return defined({ type, status: typeof requested === "string" ? requested : undefined, payload });
};

/**
 * One idempotency key for two messages: the response is that of the first message, and nothing is written
 * (docs/novu-api.md, "Idempotency").
 */
const wrongMessage = (trigger: Trigger): WireResponse => {
  const { world, path } = trigger;
  const environment = environmentOf(trigger);
  const requested = messageIdInPath(trigger).toLowerCase();
  const [other = placeholderMessage(world, environment)] = environment.messages.newestFirst(
    ({ id }) => id !== requested,
  );
  const answer = { ...other.state.answer, ...requestedAnswer(trigger) };
  const message = { ...other, state: { ...other.state, answer } };
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

type FaultResponse = (trigger: Trigger) => WireResponse;

const before = (answer: FaultResponse) =>
  ({ takesEffect: false, play: (trigger: Trigger) => sendWhole(trigger, answer(trigger)) }) as const;

const after = (answer: FaultResponse) =>
  ({ takesEffect: true, play: (trigger: Trigger) => sendWhole(trigger, answer(trigger)) }) as const;

const redirected = (status: number) => ({ ...before(redirect(status)), takes: ["location"] }) as const;

/**
 * All faults of the sandbox. `takesEffect` says whether the request is executed nevertheless, which a client must find
 * out before it reports a write as failed.
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
  "empty-200": after(emptyResponse(200)),
  "empty-201": after(emptyResponse(201)),
  "html-200": before(htmlPage(200, "Sign in", "Sign in to go on to the page you asked for.")),
  "html-502": before(htmlPage(502, "502 Bad Gateway", "The server behind this one did not answer.")),
  "redirect-301": redirected(301),
  "redirect-302": redirected(302),
  "redirect-307": redirected(307),
  "redirect-308": redirected(308),
  "unauthorized-echo": before(unauthorizedEcho),
  "rate-limit": { ...before(rateLimited), takes: ["retryAfter"] },
  "status-408": before(bareStatus(408)),
  "status-425": before(bareStatus(425)),
  "error-500": before(error500),
  "error-503": { ...before(error503), takes: ["retryAfter"] },
  "replay-503": { ...before(replay503), kind: "writes" },
  "conflict-409": { ...before(conflict409), kind: "writes", takes: ["retryAfter"] },
  "spurious-400": { ...after(spurious400), kind: "writes" },
  "wrong-message": { ...before(wrongMessage), kind: "writes" },
} as const satisfies Readonly<Record<FaultName, Fault>>;

export type { FaultName } from "../sandbox.js";

export const faultNames = Object.keys(FAULTS) as readonly FaultName[];

export const faultOf = (name: FaultName): Fault => FAULTS[name];
