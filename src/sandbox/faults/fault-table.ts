import { asObject, defined, type UnknownObject } from "../json.js";
import type { StoredAnswer, StoredMessage } from "../message.js";
import { createMessage } from "../message-store.js";
import type { FaultName } from "../sandbox.js";
import type { ServerState, StoredEnvironment } from "../server-state.js";
import { inboxNotification } from "../views/inbox-notification.js";
import { messageDocument } from "../views/message-document.js";
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
import { cutJson, gzipBomb, hang, hangInBody, huge, reset, resetInBody, sendWhole, trickle } from "./wire.js";

const environmentOf = ({ serverState, headers }: Trigger): StoredEnvironment => {
  const [first] = serverState.environments.values();
  const environment =
    serverState.environments.get(headers.authorization?.replace(/^ApiKey /, "") ?? "") ?? first;
  if (environment === undefined) {
    throw new Error("The sandbox has no environment");
  }
  return environment;
};

/** A message that nobody received, for an environment without another message. */
const placeholderMessage = (
  serverState: ServerState,
  { subscribers, workflows }: StoredEnvironment,
): StoredMessage => {
  const [subscriber] = subscribers.values();
  const [workflow] = workflows.values();
  if (subscriber === undefined || workflow === undefined) {
    throw new Error("The sandbox knows nobody, or no workflow");
  }
  const createdAt = serverState.now();
  return createMessage(
    {
      workflow,
      subscriberInternalId: subscriber.internalId,
      transactionId: serverState.behavior.newTransactionId(createdAt),
      payload: {},
      createdAt,
    },
    serverState.newId,
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
  const { serverState, path } = trigger;
  const environment = environmentOf(trigger);
  const requested = messageIdInPath(trigger).toLowerCase();
  const [other = placeholderMessage(serverState, environment)] = environment.messages.newestFirst(
    ({ id }) => id !== requested,
  );
  const answer = { ...other.state.answer, ...requestedAnswer(trigger) };
  const message = { ...other, state: { ...other.state, answer } };
  const subscriber = environment.subscribersByInternalId.get(other.subscriberInternalId);
  const isV2 = path.startsWith("/v2/") && subscriber !== undefined;
  const data = isV2
    ? inboxNotification(message, subscriber)
    : messageDocument(serverState, environment, message);
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

const before = (respond: FaultResponse) =>
  ({ takesEffect: false, send: (trigger: Trigger) => sendWhole(trigger, respond(trigger)) }) as const;

const after = (respond: FaultResponse) =>
  ({ takesEffect: true, send: (trigger: Trigger) => sendWhole(trigger, respond(trigger)) }) as const;

const redirected = (status: number) => ({ ...before(redirect(status)), options: ["location"] }) as const;

/**
 * All faults of the sandbox. `takesEffect` says whether the request is executed nevertheless, which a client must find
 * out before it reports a write as failed.
 */
export const FAULTS = {
  refuse: { takesEffect: false, closesPort: true, options: ["forMs"] },
  "reset-before": { takesEffect: false, send: reset },
  "reset-after": { takesEffect: true, send: reset },
  "reset-in-body": { takesEffect: true, send: resetInBody },
  "hang-before": { takesEffect: false, send: hang },
  "hang-after": { takesEffect: true, send: hang },
  "hang-in-body": { takesEffect: true, send: hangInBody },
  "cut-json": { takesEffect: true, send: cutJson },
  "slow-drip": { takesEffect: true, send: trickle },
  huge: { takesEffect: true, send: huge },
  "gzip-bomb": { takesEffect: true, send: gzipBomb },
  "empty-200": after(emptyResponse(200)),
  "empty-201": after(emptyResponse(201)),
  "html-200": before(htmlPage(200, "Sign in", "Sign in to go on to the page you asked for.")),
  "html-502": before(htmlPage(502, "502 Bad Gateway", "The server behind this one did not answer.")),
  "redirect-301": redirected(301),
  "redirect-302": redirected(302),
  "redirect-307": redirected(307),
  "redirect-308": redirected(308),
  "unauthorized-echo": before(unauthorizedEcho),
  "rate-limit": { ...before(rateLimited), options: ["retryAfter"] },
  "status-408": before(bareStatus(408)),
  "status-425": before(bareStatus(425)),
  "error-500": before(error500),
  "error-503": { ...before(error503), options: ["retryAfter"] },
  "replay-503": { ...before(replay503), kind: "writes" },
  "conflict-409": { ...before(conflict409), kind: "writes", options: ["retryAfter"] },
  "spurious-400": { ...after(spurious400), kind: "writes" },
  "wrong-message": { ...before(wrongMessage), kind: "writes" },
} as const satisfies Readonly<Record<FaultName, Fault>>;

export type { FaultName } from "../sandbox.js";

export const faultNames = Object.keys(FAULTS) as readonly FaultName[];

export const faultOf = (name: FaultName): Fault => FAULTS[name];
