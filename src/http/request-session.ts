import { Failure, type Sent } from "../failures/failure.js";
import { timeIsUp } from "./backoff.js";
import type { Http, HttpRequest, HttpResponse, RetrySummary, SessionFactory } from "./http.js";
import { withSent } from "./network-failure.js";
import { retryAfterMs } from "./retry-after.js";
import {
  type AttemptCount,
  createRetryBudget,
  type RetryBudgetOptions,
  retryDecision,
  retryDetails,
} from "./retry-policy.js";

type AttemptResult = Parameters<typeof retryDecision>[0];

type RetryBudget = ReturnType<typeof createRetryBudget>;

interface SessionOptions extends RetryBudgetOptions {
  readonly onLog?: ((text: string) => void) | undefined;
}

const WRITE_REQUEST = { method: "POST" } as const;

interface AttemptRecord extends AttemptCount {
  /** Of the last response, if any. */
  status: number | undefined;
}

const newAttempts = (): AttemptRecord => ({ tries: 0, sent: "no", status: undefined });

/**
 * Sends requests with retries, as long as a retry can succeed and the budget lasts. The time limit holds for the session
 * as a whole: a try gets no more than the time left.
 */
export const createSessionFactory =
  (http: Http, options: SessionOptions): SessionFactory =>
  () => {
    const retryBudget = createRetryBudget(options);
    const writes = newAttempts();

    const send: Http = (request) => {
      const attempts = request.method === "GET" ? newAttempts() : writes;
      return sendWithRetries(http, request, { attempts, retryBudget, options });
    };

    return {
      http: send,
      retry: async (reason) => {
        writes.sent = "unknown"; // The caller retries because the effect of the last write is unknown.
        return (await retryBudget.next(reason, undefined, WRITE_REQUEST, writes)) === undefined;
      },
      pause: (ms) => retryBudget.pause(ms, WRITE_REQUEST, writes.sent),
      log: (text) => options.onLog?.(text),
      retries: () => retryBudget.summary(writes),
      status: () => writes.status,
    };
  };

interface SendContext {
  readonly attempts: AttemptRecord;
  readonly retryBudget: RetryBudget;
  readonly options: SessionOptions;
}

const sendWithRetries = async (
  http: Http,
  request: HttpRequest,
  { attempts, retryBudget, options }: SendContext,
): Promise<HttpResponse> => {
  let current = request;
  for (;;) {
    const result = await sendOnce(http, current, retryBudget.leftMs(), options.retryLimits.maxWaitMs);
    recordAttempt(attempts, result);
    const decision = retryDecision(result, current);
    if (decision.kind === "final") return settle(result, summaryToReport(decision, attempts, retryBudget));
    const retryAfter = "response" in result ? retryAfterMs(result.response, options.now()) : undefined;
    const stop = await retryBudget.next(decision.reason, retryAfter, current, attempts);
    if (stop !== undefined) return settle(result, retryBudget.summary(attempts, stop.stopReason));
    if (decision.idempotencyKey === "new") current = withNewIdempotencyKey(current);
  }
};

const sentBy = (result: AttemptResult): Sent => {
  if ("failure" in result) return result.failure.sent;
  const { status } = result.response;
  return status >= 500 || status === 408 ? "unknown" : "yes";
};

/** `sent` over several tries: if one may have taken effect, so may all of them together. */
const combineSent = (one: Sent, other: Sent): Sent => {
  const all = [one, other];
  if (all.includes("unknown")) return "unknown";
  return all.includes("yes") ? "yes" : "no";
};

const recordAttempt = (attempts: AttemptRecord, result: AttemptResult): void => {
  attempts.tries += 1;
  attempts.sent = combineSent(attempts.sent, sentBy(result));
  if ("response" in result) attempts.status = result.response.status;
};

/** A session that never retries. */
export const sessionWithoutRetries =
  (http: Http): SessionFactory =>
  () => {
    let status: number | undefined;
    return {
      http: async (request) => {
        const response = await http(request);
        if (request.method !== "GET") status = response.status;
        return response;
      },
      retry: async () => false,
      pause: async () => {},
      log: () => {},
      retries: () => ({ tries: 1, elapsedMs: 0, sent: "yes", stopReason: undefined }),
      status: () => status,
    };
  };

/** Undefined if there was one try and nothing to explain. */
const summaryToReport = (
  { stopReason }: Extract<ReturnType<typeof retryDecision>, { readonly kind: "final" }>,
  attempts: AttemptRecord,
  retryBudget: RetryBudget,
): RetrySummary | undefined =>
  attempts.tries === 1 && stopReason === undefined ? undefined : retryBudget.summary(attempts, stopReason);

const sendOnce = async (
  http: Http,
  request: HttpRequest,
  timeoutMs: number,
  maxWaitMs: number,
): Promise<AttemptResult> => {
  try {
    if (timeoutMs <= 0) throw noTimeLeft(maxWaitMs);
    return { response: await http({ ...request, timeoutMs }) };
  } catch (error) {
    if (error instanceof Failure) return { failure: error };
    throw error;
  }
};

/** A later request of a session may start when the time is already used up. */
const noTimeLeft = (maxWaitMs: number): Failure =>
  new Failure("E_TIMEOUT", "there was no time left to contact Novu", {
    hint: [timeIsUp(maxWaitMs)],
    sent: "no",
  });

const withNewIdempotencyKey = (request: HttpRequest): HttpRequest =>
  request.newIdempotencyKey === undefined
    ? request
    : { ...request, headers: { ...request.headers, "idempotency-key": request.newIdempotencyKey() } };

/** Returns the last response, or throws the last failure, with the summary of all tries. @throws Failure */
const settle = (result: AttemptResult, retries: RetrySummary | undefined): HttpResponse => {
  if ("response" in result) return retries === undefined ? result.response : { ...result.response, retries };
  throw retries === undefined ? result.failure : withRetries(result.failure, retries);
};

const withRetries = (failure: Failure, retries: RetrySummary): Failure => {
  if (failure.code === "E_INTERRUPTED") return failure; // The number of tries does not matter to the user here.
  const { code, message, info } = withSent(failure, retries.sent);
  const { hint, details } = retryDetails(retries);
  return new Failure(code, message, {
    ...info,
    hint: [...(info.hint ?? []), ...hint],
    details: { ...info.details, ...details },
  });
};
