import { Failure } from "../failures/failure.js";
import { askedWait } from "./asked-wait.js";
import type { Http, HttpRequest, HttpResponse, Tried, Undertake } from "./http.js";
import { afterEarlierTries } from "./network-failure.js";
import { timeIsUp } from "./plan-pause.js";
import { triedFacts } from "./tried-facts.js";
import { sentBy, sentByAll, type TryEnd, type TryVerdict, tryVerdict } from "./try-verdict.js";
import { type Count, createTurns, type TurnOptions, type Turns } from "./turns.js";

export interface UndertakeOptions extends TurnOptions {
  readonly onRemark?: ((text: string) => void) | undefined;
}

const A_WRITE = { method: "POST" } as const;

interface Tries extends Count {
  /** Of the last answer, where there was one. */
  status: number | undefined;
}

const newCount = (): Tries => ({ tries: 0, sent: "no", status: undefined });

/**
 * Makes requests that are tried again as long as that can help and the budget lasts. The time of the budget
 * holds over all of it: no try is given longer than what is left.
 */
export const createUndertake =
  (http: Http, options: UndertakeOptions): Undertake =>
  () => {
    const turns = createTurns(options);
    const writes = newCount();

    const send: Http = (request) => {
      const tries = request.method === "GET" ? newCount() : writes;
      return untilOver(http, request, { tries, turns, options });
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
      status: () => writes.status,
    };
  };

interface Course {
  readonly tries: Tries;
  readonly turns: Turns;
  readonly options: UndertakeOptions;
}

/** Try after try, each with what the one before leaves of time and key. */
const untilOver = async (
  http: Http,
  request: HttpRequest,
  { tries, turns, options }: Course,
): Promise<HttpResponse> => {
  let current = request;
  for (;;) {
    const end = await tryOnce(http, current, turns.leftMs(), options.budget.maxWaitMs);
    count(tries, end);
    const verdict = tryVerdict(end, current);
    if (verdict.kind === "final") return settle(end, triedUntil(verdict, tries, turns));
    const asked = "response" in end ? askedWait(end.response, options.now()) : undefined;
    const stop = await turns.next(verdict.reason, asked, current, tries);
    if (stop !== undefined) return settle(end, turns.tried(tries, stop.because));
    if (verdict.key === "new") current = withNewKey(current);
  }
};

const count = (tries: Tries, end: TryEnd): void => {
  tries.tries += 1;
  tries.sent = sentByAll(tries.sent, sentBy(end));
  if ("response" in end) tries.status = end.response.status;
};

/** An undertaking without patience: every request is made once. */
export const once =
  (http: Http): Undertake =>
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
      remark: () => {},
      tried: () => ({ tries: 1, elapsedMs: 0, sent: "yes", because: undefined }),
      status: () => status,
    };
  };

/** Nothing where one try was enough. */
const triedUntil = (
  { because }: Extract<TryVerdict, { readonly kind: "final" }>,
  tries: Tries,
  turns: Turns,
): Tried | undefined =>
  tries.tries === 1 && because === undefined ? undefined : turns.tried(tries, because);

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
