import { SANDBOX_FAULTS } from "../../model/sandbox-faults.js";
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
    ? inboxNotification(serverState, message, subscriber)
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

const whole = (respond: FaultResponse) => (trigger: Trigger) => sendWhole(trigger, respond(trigger));

/** What each fault of the sandbox sends. */
export const FAULTS = {
  refuse: { ...SANDBOX_FAULTS.refuse, closesPort: true },
  "reset-before": { ...SANDBOX_FAULTS["reset-before"], send: reset },
  "reset-after": { ...SANDBOX_FAULTS["reset-after"], send: reset },
  "reset-in-body": { ...SANDBOX_FAULTS["reset-in-body"], send: resetInBody },
  "hang-before": { ...SANDBOX_FAULTS["hang-before"], send: hang },
  "hang-after": { ...SANDBOX_FAULTS["hang-after"], send: hang },
  "hang-in-body": { ...SANDBOX_FAULTS["hang-in-body"], send: hangInBody },
  "cut-json": { ...SANDBOX_FAULTS["cut-json"], send: cutJson },
  "slow-drip": { ...SANDBOX_FAULTS["slow-drip"], send: trickle },
  huge: { ...SANDBOX_FAULTS.huge, send: huge },
  "gzip-bomb": { ...SANDBOX_FAULTS["gzip-bomb"], send: gzipBomb },
  "empty-200": { ...SANDBOX_FAULTS["empty-200"], send: whole(emptyResponse(200)) },
  "empty-201": { ...SANDBOX_FAULTS["empty-201"], send: whole(emptyResponse(201)) },
  "html-200": {
    ...SANDBOX_FAULTS["html-200"],
    send: whole(htmlPage(200, "Sign in", "Sign in to go on to the page you asked for.")),
  },
  "html-502": {
    ...SANDBOX_FAULTS["html-502"],
    send: whole(htmlPage(502, "502 Bad Gateway", "The server behind this one did not answer.")),
  },
  "redirect-301": { ...SANDBOX_FAULTS["redirect-301"], send: whole(redirect(301)) },
  "redirect-302": { ...SANDBOX_FAULTS["redirect-302"], send: whole(redirect(302)) },
  "redirect-307": { ...SANDBOX_FAULTS["redirect-307"], send: whole(redirect(307)) },
  "redirect-308": { ...SANDBOX_FAULTS["redirect-308"], send: whole(redirect(308)) },
  "unauthorized-echo": { ...SANDBOX_FAULTS["unauthorized-echo"], send: whole(unauthorizedEcho) },
  "rate-limit": { ...SANDBOX_FAULTS["rate-limit"], send: whole(rateLimited) },
  "status-408": { ...SANDBOX_FAULTS["status-408"], send: whole(bareStatus(408)) },
  "status-425": { ...SANDBOX_FAULTS["status-425"], send: whole(bareStatus(425)) },
  "error-500": { ...SANDBOX_FAULTS["error-500"], send: whole(error500) },
  "error-503": { ...SANDBOX_FAULTS["error-503"], send: whole(error503) },
  "replay-503": { ...SANDBOX_FAULTS["replay-503"], send: whole(replay503) },
  "conflict-409": { ...SANDBOX_FAULTS["conflict-409"], send: whole(conflict409) },
  "spurious-400": { ...SANDBOX_FAULTS["spurious-400"], send: whole(spurious400) },
  "wrong-message": { ...SANDBOX_FAULTS["wrong-message"], send: whole(wrongMessage) },
} as const satisfies Readonly<Record<FaultName, Fault>>;

export type { FaultName } from "../sandbox.js";

export const faultOf = (name: FaultName): Fault => FAULTS[name];
