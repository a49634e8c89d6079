import { randomUUID } from "node:crypto";
import { ApiError, bareException, unauthorized } from "../api-error.js";
import { messageNotHere } from "../routes/v1-message-actions.js";
import type { RateLimit } from "../sandbox.js";
import { DOCS, inProgress } from "../server/idempotency.js";
import { rateExceeded, rateHeaders } from "../server/rate-limit.js";
import type { Trigger, WireAnswer } from "./fault.js";

type Answering = (trigger: Trigger) => WireAnswer;

/** The configuration category of the free plan (docs/novu-api.md, "Rate limits"). */
const FREE_LIMIT: RateLimit = { requests: 100, seconds: 5 };

/** A host and a port that are not the sandbox's, where nobody listens. */
const ELSEWHERE = "http://localhost:9";

const jsonError = ({ world, path }: Trigger, { facts }: ApiError): WireAnswer => ({
  status: facts.status,
  headers: { ...facts.headers, "content-type": "application/json; charset=utf-8" },
  body: Buffer.from(JSON.stringify(world.behavior.errorBody(facts, path, world.now()))),
});

const withHeaders = (answer: WireAnswer, headers: WireAnswer["headers"]): WireAnswer => ({
  ...answer,
  headers: { ...headers, ...answer.headers },
});

const idempotencyKeyOf = ({ headers }: Trigger): string | undefined => {
  const key = headers["idempotency-key"];
  return typeof key === "string" ? key : undefined;
};

/** Novu repeats the key it was given. */
export const echoedKey = (trigger: Trigger): WireAnswer["headers"] => {
  const key = idempotencyKeyOf(trigger);
  return key === undefined ? {} : { "Idempotency-Key": key };
};

/** `+5` is a date that is at least five seconds ahead; every other text is sent as it is. */
const retryAfterOf = ({ options, world }: Trigger, preset?: string): string | undefined => {
  const text = options.retryAfter ?? preset;
  const [, ahead] = /^\+(\d+)$/.exec(text ?? "") ?? [];
  return ahead === undefined
    ? text
    : new Date(Math.ceil(world.now() / 1000 + Number(ahead)) * 1000).toUTCString();
};

const retryHeader = (value: string | undefined): Readonly<Record<string, string>> =>
  value === undefined ? {} : { "Retry-After": value };

export const page =
  (status: number, title: string, text: string): Answering =>
  () => ({
    status,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: Buffer.from(
      `<!doctype html>\n<html lang="en">\n<head><title>${title}</title></head>\n` +
        `<body>\n<h1>${title}</h1>\n<p>${text}</p>\n</body>\n</html>\n`,
    ),
  });

export const redirect =
  (status: number): Answering =>
  ({ options, path }) => ({
    status,
    headers: { location: options.location ?? ELSEWHERE + path },
    body: Buffer.alloc(0),
  });

export const bareStatus =
  (status: number): Answering =>
  (trigger) =>
    jsonError(trigger, bareException(status));

/** Novu's error for a key without its scheme quotes the key (docs/novu-api.md, "Authentication"). */
export const unauthorizedEcho: Answering = (trigger) =>
  jsonError(trigger, unauthorized(`Invalid authentication scheme: "${trigger.headers.authorization ?? ""}"`));

/** Whole seconds until then, as far as the text says. */
const secondsOf = (retryAfter: string, now: number): number => {
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : Math.ceil((Date.parse(retryAfter) - now) / 1000);
  return Number.isNaN(seconds) ? 1 : Math.max(seconds, 0);
};

export const rateLimited: Answering = (trigger) => {
  const retryAfter = retryAfterOf(trigger, "1") ?? "1";
  const { requests, seconds, categories } = trigger.rateLimit ?? FREE_LIMIT;
  const limit = { requests: categories?.[trigger.category] ?? requests, seconds };
  const taken = { remaining: 0, reset: secondsOf(retryAfter, trigger.world.now()) };
  return withHeaders(
    jsonError(trigger, rateExceeded(retryAfter)),
    rateHeaders(limit, trigger.category, taken),
  );
};

export const error500: Answering = (trigger) =>
  jsonError(
    trigger,
    new ApiError({
      status: 500,
      message: "Internal server error, contact support and provide them with the errorId",
      errorId: randomUUID(),
    }),
  );

export const error503: Answering = (trigger) =>
  withHeaders(jsonError(trigger, bareException(503)), retryHeader(retryAfterOf(trigger)));

/** Servers since 3.15 replay every stored error as a 503 (docs/novu-api.md, "Idempotency"). */
export const replay503: Answering = (trigger) =>
  withHeaders(jsonError(trigger, bareException(503)), {
    ...echoedKey(trigger),
    "Idempotency-Replay": "true",
  });

export const conflict409: Answering = (trigger) => {
  const { facts } = inProgress(idempotencyKeyOf(trigger) ?? "");
  const headers = { Link: DOCS, ...retryHeader(retryAfterOf(trigger, "1")) };
  return withHeaders(jsonError(trigger, new ApiError({ ...facts, headers })), echoedKey(trigger));
};

/** The 400 after a write that took effect (docs/novu-api.md, "Identical writes at the same instant"). */
export const spurious400: Answering = (trigger) => jsonError(trigger, messageNotHere(askedMessage(trigger)));

export const emptyAnswer =
  (status: number): Answering =>
  () => ({
    status,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: Buffer.alloc(0),
  });

/** The message id in the path; empty when there is none. */
export const askedMessage = ({ path }: Pick<Trigger, "path">): string =>
  /\/([0-9a-f]{24})(?![0-9a-f])/i.exec(path)?.[1] ?? "";
