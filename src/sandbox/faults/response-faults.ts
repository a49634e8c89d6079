import { randomUUID } from "node:crypto";
import { SANDBOX_FAULTS } from "../../model/sandbox-faults.js";
import { ApiError, bareException, unauthorized } from "../api-error.js";
import { asObject, defined, type UnknownObject } from "../json.js";
import type { StoredAnswer, StoredMessage } from "../message.js";
import { createMessage } from "../message-store.js";
import { messageNotHere } from "../routes/v1-message-actions.js";
import type { FaultName, RateLimit } from "../sandbox.js";
import { DOCS, inProgress } from "../server/idempotency.js";
import { rateExceeded, rateHeaders } from "../server/rate-limit.js";
import type { ServerState, StoredEnvironment } from "../server-state.js";
import { inboxNotification } from "../views/inbox-notification.js";
import { messageDocument } from "../views/message-document.js";
import type { Fault, Trigger, WireResponse } from "./fault.js";
import { sendWhole } from "./transfer-faults.js";

type FaultResponse = (trigger: Trigger) => WireResponse;

/** The configuration category of the free plan (docs/novu-api.md, "Rate limits"). */
const FREE_LIMIT: RateLimit = { requests: 100, seconds: 5 };

/** Another origin than the sandbox's, where nothing listens. */
const OTHER_ORIGIN = "http://localhost:9";

const jsonError = ({ serverState, path }: Trigger, { details }: ApiError): WireResponse => ({
  status: details.status,
  headers: { ...details.headers, "content-type": "application/json; charset=utf-8" },
  body: Buffer.from(JSON.stringify(serverState.behavior.errorBody(details, path, serverState.now()))),
});

const withHeaders = (response: WireResponse, headers: WireResponse["headers"]): WireResponse => ({
  ...response,
  headers: { ...headers, ...response.headers },
});

const idempotencyKeyOf = ({ headers }: Trigger): string | undefined => {
  const key = headers["idempotency-key"];
  return typeof key === "string" ? key : undefined;
};

/** Novu echoes the idempotency key. */
const echoedKey = (trigger: Trigger): WireResponse["headers"] => {
  const key = idempotencyKeyOf(trigger);
  return key === undefined ? {} : { "Idempotency-Key": key };
};

/** `+5` becomes a date at least five seconds ahead; any other text is sent unchanged. */
const retryAfterOf = ({ options, serverState }: Trigger, preset?: string): string | undefined => {
  const text = options.retryAfter ?? preset;
  const [, ahead] = /^\+(\d+)$/.exec(text ?? "") ?? [];
  return ahead === undefined
    ? text
    : new Date(Math.ceil(serverState.now() / 1000 + Number(ahead)) * 1000).toUTCString();
};

const retryHeader = (value: string | undefined): Readonly<Record<string, string>> =>
  value === undefined ? {} : { "Retry-After": value };

const htmlPage =
  (status: number, title: string, text: string): FaultResponse =>
  () => ({
    status,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: Buffer.from(
      `<!doctype html>\n<html lang="en">\n<head><title>${title}</title></head>\n` +
        `<body>\n<h1>${title}</h1>\n<p>${text}</p>\n</body>\n</html>\n`,
    ),
  });

const redirect =
  (status: number): FaultResponse =>
  ({ options, path }) => ({
    status,
    headers: { location: options.location ?? OTHER_ORIGIN + path },
    body: Buffer.alloc(0),
  });

const bareStatus =
  (status: number): FaultResponse =>
  (trigger) =>
    jsonError(trigger, bareException(status));

/** Novu's error for a key without its scheme quotes the key (docs/novu-api.md, "Authentication"). */
const unauthorizedEcho: FaultResponse = (trigger) =>
  jsonError(trigger, unauthorized(`Invalid authentication scheme: "${trigger.headers.authorization ?? ""}"`));

/** Seconds until the given time, rounded up; 1 if the text is neither a number nor a date. */
const secondsOf = (retryAfter: string, now: number): number => {
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : Math.ceil((Date.parse(retryAfter) - now) / 1000);
  return Number.isNaN(seconds) ? 1 : Math.max(seconds, 0);
};

const rateLimited: FaultResponse = (trigger) => {
  const retryAfter = retryAfterOf(trigger, "1") ?? "1";
  const { requests, seconds, categories } = trigger.rateLimit ?? FREE_LIMIT;
  const limit = { requests: categories?.[trigger.category] ?? requests, seconds };
  const taken = { remaining: 0, reset: secondsOf(retryAfter, trigger.serverState.now()) };
  return withHeaders(
    jsonError(trigger, rateExceeded(retryAfter)),
    rateHeaders(limit, trigger.category, taken),
  );
};

const error500: FaultResponse = (trigger) =>
  jsonError(
    trigger,
    new ApiError({
      status: 500,
      message: "Internal server error, contact support and provide them with the errorId",
      errorId: randomUUID(),
    }),
  );

const error503: FaultResponse = (trigger) =>
  withHeaders(jsonError(trigger, bareException(503)), retryHeader(retryAfterOf(trigger)));

/** Servers since 3.15 replay every stored error as a 503 (docs/novu-api.md, "Idempotency"). */
const replay503: FaultResponse = (trigger) =>
  withHeaders(jsonError(trigger, bareException(503)), {
    ...echoedKey(trigger),
    "Idempotency-Replay": "true",
  });

const conflict409: FaultResponse = (trigger) => {
  const { details } = inProgress(idempotencyKeyOf(trigger) ?? "");
  const headers = { Link: DOCS, ...retryHeader(retryAfterOf(trigger, "1")) };
  return withHeaders(jsonError(trigger, new ApiError({ ...details, headers })), echoedKey(trigger));
};

/** The 400 after a write that took effect (docs/novu-api.md, "Identical writes at the same instant"). */
const spurious400: FaultResponse = (trigger) => jsonError(trigger, messageNotHere(messageIdInPath(trigger)));

const emptyResponse =
  (status: number): FaultResponse =>
  () => ({
    status,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: Buffer.alloc(0),
  });

/** The message ID in the path; empty if there is none. */
const messageIdInPath = ({ path }: Pick<Trigger, "path">): string =>
  /\/([0-9a-f]{24})(?![0-9a-f])/i.exec(path)?.[1] ?? "";

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

const whole = (respond: FaultResponse) => (trigger: Trigger) => sendWhole(trigger, respond(trigger));

/** The faults that answer with a whole response of their own. */
export const RESPONSE_FAULTS = {
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
} as const satisfies Readonly<Partial<Record<FaultName, Fault>>>;
