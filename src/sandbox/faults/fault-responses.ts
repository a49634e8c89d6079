import { randomUUID } from "node:crypto";
import { ApiError, bareException, unauthorized } from "../api-error.js";
import { messageNotHere } from "../routes/v1-message-actions.js";
import type { RateLimit } from "../sandbox.js";
import { DOCS, inProgress } from "../server/idempotency.js";
import { rateExceeded, rateHeaders } from "../server/rate-limit.js";
import type { Trigger, WireResponse } from "./fault.js";

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
export const echoedKey = (trigger: Trigger): WireResponse["headers"] => {
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

export const htmlPage =
  (status: number, title: string, text: string): FaultResponse =>
  () => ({
    status,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: Buffer.from(
      `<!doctype html>\n<html lang="en">\n<head><title>${title}</title></head>\n` +
        `<body>\n<h1>${title}</h1>\n<p>${text}</p>\n</body>\n</html>\n`,
    ),
  });

export const redirect =
  (status: number): FaultResponse =>
  ({ options, path }) => ({
    status,
    headers: { location: options.location ?? OTHER_ORIGIN + path },
    body: Buffer.alloc(0),
  });

export const bareStatus =
  (status: number): FaultResponse =>
  (trigger) =>
    jsonError(trigger, bareException(status));

/** Novu's error for a key without its scheme quotes the key (docs/novu-api.md, "Authentication"). */
export const unauthorizedEcho: FaultResponse = (trigger) =>
  jsonError(trigger, unauthorized(`Invalid authentication scheme: "${trigger.headers.authorization ?? ""}"`));

/** Seconds until the given time, rounded up; 1 if the text is neither a number nor a date. */
const secondsOf = (retryAfter: string, now: number): number => {
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : Math.ceil((Date.parse(retryAfter) - now) / 1000);
  return Number.isNaN(seconds) ? 1 : Math.max(seconds, 0);
};

export const rateLimited: FaultResponse = (trigger) => {
  const retryAfter = retryAfterOf(trigger, "1") ?? "1";
  const { requests, seconds, categories } = trigger.rateLimit ?? FREE_LIMIT;
  const limit = { requests: categories?.[trigger.category] ?? requests, seconds };
  const taken = { remaining: 0, reset: secondsOf(retryAfter, trigger.serverState.now()) };
  return withHeaders(
    jsonError(trigger, rateExceeded(retryAfter)),
    rateHeaders(limit, trigger.category, taken),
  );
};

export const error500: FaultResponse = (trigger) =>
  jsonError(
    trigger,
    new ApiError({
      status: 500,
      message: "Internal server error, contact support and provide them with the errorId",
      errorId: randomUUID(),
    }),
  );

export const error503: FaultResponse = (trigger) =>
  withHeaders(jsonError(trigger, bareException(503)), retryHeader(retryAfterOf(trigger)));

/** Servers since 3.15 replay every stored error as a 503 (docs/novu-api.md, "Idempotency"). */
export const replay503: FaultResponse = (trigger) =>
  withHeaders(jsonError(trigger, bareException(503)), {
    ...echoedKey(trigger),
    "Idempotency-Replay": "true",
  });

export const conflict409: FaultResponse = (trigger) => {
  const { details } = inProgress(idempotencyKeyOf(trigger) ?? "");
  const headers = { Link: DOCS, ...retryHeader(retryAfterOf(trigger, "1")) };
  return withHeaders(jsonError(trigger, new ApiError({ ...details, headers })), echoedKey(trigger));
};

/** The 400 after a write that took effect (docs/novu-api.md, "Identical writes at the same instant"). */
export const spurious400: FaultResponse = (trigger) =>
  jsonError(trigger, messageNotHere(messageIdInPath(trigger)));

export const emptyResponse =
  (status: number): FaultResponse =>
  () => ({
    status,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: Buffer.alloc(0),
  });

/** The message ID in the path; empty if there is none. */
export const messageIdInPath = ({ path }: Pick<Trigger, "path">): string =>
  /\/([0-9a-f]{24})(?![0-9a-f])/i.exec(path)?.[1] ?? "";
