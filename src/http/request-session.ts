import { Failure } from "../failures/failure.js";
import { retryAfterMs, timeIsUp } from "./backoff.js";
import type { Http, HttpRequest, HttpResponse, RetrySummary, SessionFactory } from "./http.js";
import { afterEarlierTries } from "./network-failure.js";
import {
  type AttemptCount,
  type AttemptResult,
  createRetryBudget,
  type RetryBudget,
  type RetryBudgetOptions,
  type RetryDecision,
  retryDecision,
  retryDetails,
  sentBy,
  sentByAll,
} from "./retry-policy.js";

export interface SessionOptions extends RetryBudgetOptions {
  readonly onNote?: ((text: string) => void) | undefined;
}

const A_WRITE = { method: "POST" } as const;

interface AttemptRecord extends AttemptCount {
  /** Of the last answer, where there was one. */
  status: number | undefined;
}

const newAttempts = (): AttemptRecord => ({ tries: 0, sent: "no", status: undefined });

/**
 * Makes requests that are tried again as long as that can help and the budget lasts. The time of the budget
 * holds over all of it: no try is given longer than what is left.
 */
export const createSessionFactory =
  (http: Http, options: SessionOptions): SessionFactory =>
  () => {
    const retryBudget = createRetryBudget(options);
    const writes = newAttempts();

    const send: Http = (request) => {
      const tries = request.method === "GET" ? newAttempts() : writes;
      return sendWithRetries(http, request, { tries, retryBudget, options });
    };

    return {
      http: send,
      again: async (reason) => {
        writes.sent = "unknown"; // Whoever has to ask does not know what became of the last one.
        return (await retryBudget.next(reason, undefined, A_WRITE, writes)) === undefined;
      },
      pause: (ms) => retryBudget.pause(ms, A_WRITE, writes.sent),
      note: (text) => options.onNote?.(text),
      tried: () => retryBudget.tried(writes),
      status: () => writes.status,
    };
  };

interface SendContext {
  readonly tries: AttemptRecord;
  readonly retryBudget: RetryBudget;
  readonly options: SessionOptions;
}

/** Try after try, each with what the one before leaves of time and key. */
const sendWithRetries = async (
  http: Http,
  request: HttpRequest,
  { tries, retryBudget, options }: SendContext,
): Promise<HttpResponse> => {
  let current = request;
  for (;;) {
    const end = await tryOnce(http, current, retryBudget.leftMs(), options.budget.maxWaitMs);
    count(tries, end);
    const verdict = retryDecision(end, current);
    if (verdict.kind === "final") return settle(end, retriesSoFar(verdict, tries, retryBudget));
    const asked = "response" in end ? retryAfterMs(end.response, options.now()) : undefined;
    const stop = await retryBudget.next(verdict.reason, asked, current, tries);
    if (stop !== undefined) return settle(end, retryBudget.tried(tries, stop.because));
    if (verdict.key === "new") current = withNewKey(current);
  }
};

const count = (tries: AttemptRecord, end: AttemptResult): void => {
  tries.tries += 1;
  tries.sent = sentByAll(tries.sent, sentBy(end));
  if ("response" in end) tries.status = end.response.status;
};

/** An undertaking without patience: every request is made once. */
export const once =
  (http: Http): SessionFactory =>
  () => {
    let status: number | undefined;
    return {
      http: async (request) => {
        const response = await http(request);
        if (request.method !== "GET") status = response.status;
        return response;
      },
      again: async () => false,
      pause: async () => {},
      note: () => {},
      tried: () => ({ tries: 1, elapsedMs: 0, sent: "yes", because: undefined }),
      status: () => status,
    };
  };

/** Nothing where one try was enough. */
const retriesSoFar = (
  { because }: Extract<RetryDecision, { readonly kind: "final" }>,
  tries: AttemptRecord,
  retryBudget: RetryBudget,
): RetrySummary | undefined =>
  tries.tries === 1 && because === undefined ? undefined : retryBudget.tried(tries, because);

const tryOnce = async (
  http: Http,
  request: HttpRequest,
  timeoutMs: number,
  maxWaitMs: number,
): Promise<AttemptResult> => {
  try {
    if (timeoutMs <= 0) throw tooLate(maxWaitMs);
    return { response: await http({ ...request, timeoutMs }) };
  } catch (error) {
    if (error instanceof Failure) return { failure: error };
    throw error;
  }
};

/** An undertaking's further request can come when its time is up. */
const tooLate = (maxWaitMs: number): Failure =>
  new Failure("E_TIMEOUT", "there was no time left to ask Novu", { hint: [timeIsUp(maxWaitMs)], sent: "no" });

const withNewKey = (request: HttpRequest): HttpRequest =>
  request.renewKey === undefined
    ? request
    : { ...request, headers: { ...request.headers, "idempotency-key": request.renewKey() } };

/** The last answer, or the last failure, with what led up to it. @throws Failure */
const settle = (end: AttemptResult, tried: RetrySummary | undefined): HttpResponse => {
  if ("response" in end) return tried === undefined ? end.response : { ...end.response, tried };
  throw tried === undefined ? end.failure : withTried(end.failure, tried);
};

const withTried = (failure: Failure, tried: RetrySummary): Failure => {
  if (failure.code === "E_INTERRUPTED") return failure; // Nobody who ends it asks how often it was tried.
  const { code, message, info } = afterEarlierTries(failure, tried.sent);
  const { hint, details } = retryDetails(tried);
  return new Failure(code, message, {
    ...info,
    hint: [...(info.hint ?? []), ...hint],
    details: { ...info.details, ...details },
  });
};
