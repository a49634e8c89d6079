import { Failure } from "../failure/failure.js";
import { askedWait } from "./asked-wait.js";
import type { Http, HttpRequest, HttpResponse, Tried, Undertake } from "./http.js";
import { afterEarlierTries } from "./network-failure.js";
import { timeIsUp } from "./plan-pause.js";
import { triedFacts } from "./tried-facts.js";
import { sentBy, sentByAll, type TryEnd, tryVerdict } from "./try-verdict.js";
import { type Count, createTurns, type TurnOptions, type Turns } from "./turns.js";

export interface UndertakeOptions extends TurnOptions {
  readonly onRemark?: ((text: string) => void) | undefined;
}

const A_WRITE = { method: "POST" } as const;

/**
 * Makes requests that are tried again as long as that can help and the budget lasts. The time of the budget
 * holds over all of it: no try is given longer than what is left.
 */
export const createUndertake =
  (http: Http, options: UndertakeOptions): Undertake =>
  () => {
    const turns = createTurns(options);
    const writes: Count = { tries: 0, sent: "no" };

    const send: Http = async (request) => {
      const count: Count = request.method === "GET" ? { tries: 0, sent: "no" } : writes;
      let current = request;
      for (;;) {
        const end = await tryOnce(http, current, turns.leftMs(), options.budget.maxWaitMs);
        count.tries += 1;
        count.sent = sentByAll(count.sent, sentBy(end));
        const next = await nextTry(end, current, count, turns, options.now());
        if (next.kind === "none") return settle(end, next.tried);
        current = next.request;
      }
    };

    return {
      http: send,
      again: async (reason) => {
        writes.sent = "unknown"; // Whoever has to ask does not know what became of the last one.
        return (await turns.next(reason, undefined, A_WRITE, writes)) === undefined;
      },
      pause: (ms) => turns.rest(ms, A_WRITE, writes.sent),
      remark: (text) => options.onRemark?.(text),
      tried: () => turns.tried(writes),
    };
  };

/** An undertaking without patience: every request is made once. */
export const once =
  (http: Http): Undertake =>
  () => ({
    http,
    again: async () => false,
    pause: async () => {},
    remark: () => {},
    tried: () => ({ tries: 1, elapsedMs: 0, sent: "yes", because: undefined }),
  });

type NextTry =
  | { readonly kind: "none"; readonly tried: Tried | undefined }
  | { readonly kind: "try"; readonly request: HttpRequest };

/** What is to be tried next, once its turn has come. */
const nextTry = async (
  end: TryEnd,
  request: HttpRequest,
  count: Count,
  turns: Turns,
  now: number,
): Promise<NextTry> => {
  const verdict = tryVerdict(end, request);
  if (verdict.kind === "final") {
    const isPlain = count.tries === 1 && verdict.because === undefined;
    return { kind: "none", tried: isPlain ? undefined : turns.tried(count, verdict.because) };
  }
  const asked = "response" in end ? askedWait(end.response, now) : undefined;
  const stop = await turns.next(verdict.reason, asked, request, count);
  if (stop !== undefined) return { kind: "none", tried: turns.tried(count, stop.because) };
  return { kind: "try", request: verdict.key === "new" ? withNewKey(request) : request };
};

const tryOnce = async (
  http: Http,
  request: HttpRequest,
  timeoutMs: number,
  maxWaitMs: number,
): Promise<TryEnd> => {
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
const settle = (end: TryEnd, tried: Tried | undefined): HttpResponse => {
  if ("response" in end) return tried === undefined ? end.response : { ...end.response, tried };
  throw tried === undefined ? end.failure : withTried(end.failure, tried);
};

const withTried = (failure: Failure, tried: Tried): Failure => {
  if (failure.code === "E_INTERRUPTED") return failure; // Nobody who ends it asks how often it was tried.
  const { code, message, facts } = afterEarlierTries(failure, tried.sent);
  const { hint, details } = triedFacts(tried);
  return new Failure(code, message, {
    ...facts,
    hint: [...(facts.hint ?? []), ...hint],
    details: { ...facts.details, ...details },
  });
};
