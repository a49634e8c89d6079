import { Failure, type HttpFacts, type NextStep, type Sent } from "../failure/failure.js";
import type { FailureCode } from "../failure/failure-codes.js";
import type { HttpRequest, HttpResponse } from "../http/http.js";
import { type ErrorText, readErrorText } from "./error-text.js";

/** What the request was about, so that the sentence can name it. */
export interface Subject {
  readonly subscriberId?: string;
  readonly messageId?: string;
}

interface Verdict {
  readonly code: FailureCode;
  readonly message: string;
  readonly hint?: readonly string[];
  readonly next?: readonly NextStep[];
  readonly sent?: Sent;
}

interface Answer {
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  readonly text: ErrorText;
  readonly subject: Subject;
  readonly keyOrigin: KeyOrigin | undefined;
}

/** How the key was chosen, and what to do where it was the wrong one; for refusals of the key. */
export interface KeyOrigin {
  readonly text: string;
  readonly next: readonly NextStep[];
}

/**
 * The failure behind an answer that is not a success: old and new error shapes, plain text, HTML and
 * nothing at all (contract 7). Total: any status and any bytes give a failure.
 */
export const answerFailure = (
  request: HttpRequest,
  response: HttpResponse,
  subject: Subject,
  keyOrigin?: KeyOrigin,
): Failure => {
  const text = readErrorText(response.body);
  const {
    code,
    message,
    hint = [],
    next = [],
    sent = "yes",
  } = judge({ request, response, text, subject, keyOrigin });
  return new Failure(code, message, {
    hint: [
      ...hint,
      `The server said (${response.status}): ${quote(text.message)}`,
      ...text.lines.map((line) => `- ${line}`),
      ...(text.errorId === undefined ? [] : [`Novu's support asks for the errorId: ${text.errorId}`]),
    ],
    next,
    sent,
    http: httpFacts(request, response),
    details: {
      serverMessage: text.message,
      ...(text.errorId === undefined ? {} : { errorId: text.errorId }),
    },
  });
};

/** Which request was answered how, for the JSON form of an error. */
export const httpFacts = (request: HttpRequest, response: HttpResponse): HttpFacts => {
  const retryAfter = response.headers["retry-after"];
  return {
    status: response.status,
    method: request.method,
    path: request.path.replace(/\?.*/s, ""),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
};

const quote = (text: string): string => (/^an? /.test(text) ? text : `“${text}”`);

const judge = (answer: Answer): Verdict => {
  const { status } = answer.response;
  if (status < 400) return redirected(answer);
  if (status >= 500) return serverTrouble(answer);
  return (BY_STATUS[status] ?? refused)(answer);
};

const refused = ({ response }: Answer): Verdict => ({
  code: "E_REJECTED",
  message: `Novu refused the request (${response.status})`,
});

const badRequest = (answer: Answer): Verdict => {
  const { text, subject } = answer;
  if (/^Could not perform action on the \S+ button because it does not exist/.test(text.whole)) {
    return { code: "E_NO_BUTTON", message: `${messageName(subject)} does not have that button` };
  }
  if (/^Subscriber\b.*\bnot found\b/.test(text.whole)) return unknownSubscriber(answer);
  if (/^Message\b.*was not found for this environment/.test(text.whole)) return foreignMessage(answer);
  return invalid(answer);
};

/** A call that is about no particular one has no id to name. */
const messageName = ({ messageId }: Subject): string =>
  messageId === undefined ? "that message" : `message ${messageId}`;

const subscriberName = ({ subscriberId }: Subject, unnamed: string): string =>
  subscriberId === undefined ? unnamed : `subscriber "${subscriberId}"`;

const foreignMessage = ({ subject }: Answer): Verdict => ({
  code: "E_WRONG_SUBSCRIBER",
  message: `Novu knows ${messageName(subject)}, but not for ${subscriberName(subject, "that subscriber")}`,
});

const unknownSubscriber = ({ subject }: Answer): Verdict => ({
  code: "E_SUBSCRIBER",
  message: `there is no ${subscriberName(subject, "such subscriber")} in this environment`,
  hint: ["It is the id your own system gave, upper and lower case count."],
  next: [{ words: ["novu-msg", "whoami"], when: "to see which environment this key opens" }],
});

const invalid = ({ response }: Answer): Verdict => ({
  code: "E_INVALID",
  message: `Novu found the request invalid (${response.status})`,
});

const unprocessable = (answer: Answer): Verdict =>
  /reused for a different body/.test(answer.text.whole)
    ? { code: "E_IDEMPOTENCY", message: "this idempotency key was used for another request before" }
    : invalid(answer);

const unauthorized = ({ text, keyOrigin }: Answer): Verdict => ({
  code: "E_UNAUTHORIZED",
  message: "Novu does not accept this API key",
  hint: [
    ...originLines(keyOrigin),
    ...(/not found/i.test(text.whole)
      ? [
          "A key opens one environment of one region; US and EU do not know each other's keys.",
          "On a self-hosted server the key is in the dashboard; NOVU_SECRET_KEY in its own .env is something else.",
        ]
      : []),
  ],
  next: keyOrigin?.next ?? [],
});

const forbidden = ({ keyOrigin }: Answer): Verdict => ({
  code: "E_FORBIDDEN",
  message: "this API key may not do that",
  hint: originLines(keyOrigin),
});

const originLines = (keyOrigin: KeyOrigin | undefined): string[] =>
  keyOrigin === undefined ? [] : [keyOrigin.text];

const notFound = (answer: Answer): Verdict => {
  const { request, text, subject } = answer;
  if (/^Cannot [A-Z]+ \//.test(text.whole) || !text.isNovu) return noRoute(request, text);
  if (/^Subscriber\b/.test(text.whole)) return unknownSubscriber(answer);
  if (subject.messageId === undefined) return { code: "E_MESSAGE", message: "Novu did not find that (404)" };
  return {
    code: "E_MESSAGE",
    message: `${messageName(subject)} is not in this environment`,
    hint: ["It may have been deleted, or belong to another environment."],
    next: [{ words: ["novu-msg", "whoami"], when: "to see which environment this key opens" }],
  };
};

const noRoute = (request: HttpRequest, text: ErrorText): Verdict => {
  if (request.path.startsWith("/v2/") && text.isNovu) {
    return {
      code: "E_NO_ROUTE",
      message: "this Novu server has no v2 notification routes",
      hint: ["They came with server 3.14; v1 does the same and can carry a payload: leave out --api v2."],
    };
  }
  return {
    code: "E_NO_ROUTE",
    message: "what answers there does not know this route of the Novu API",
    hint: ["Check the address: the dashboard and the API are on different hosts or ports."],
    next: [{ words: ["novu-msg", "whoami"], when: "to see which address was used" }],
  };
};

const inProgress = ({ response }: Answer): Verdict => ({
  code: "E_IDEMPOTENCY",
  message: "a request with this idempotency key is still running",
  hint: [whenToTry(response)],
});

const tooLarge = (): Verdict => ({
  code: "E_TOO_LARGE",
  message: "the request is larger than Novu accepts (about 100 kB)",
});

const rateLimited = ({ response }: Answer): Verdict => ({
  code: "E_RATE_LIMIT",
  message: "Novu asks to slow down: too many requests",
  hint: [`${whenToTry(response)} Nothing was changed.`],
});

/** Retry-After is seconds, which Novu can give as 0, or a date (contract 6). */
const whenToTry = ({ headers }: HttpResponse): string => {
  const { "retry-after": after = "1" } = headers;
  const seconds = Number(after);
  return Number.isFinite(seconds)
    ? `Try again in ${Math.max(1, Math.ceil(seconds))} s.`
    : `Try again after ${after}.`;
};

const BY_STATUS: Readonly<Record<number, (answer: Answer) => Verdict>> = {
  400: badRequest,
  401: unauthorized,
  403: forbidden,
  404: notFound,
  409: inProgress,
  413: tooLarge,
  422: unprocessable,
  429: rateLimited,
};

const serverTrouble = ({ request, response }: Answer): Verdict => {
  const replayed =
    (response.headers["idempotency-replay"] ?? response.headers["idempotent-replay"]) === "true";
  return {
    code: "E_SERVER",
    message: `Novu had a problem of its own (${response.status})`,
    hint: replayed
      ? [
          "This is an earlier answer, kept under the same idempotency key: only another key can get a new one.",
        ]
      : request.method === "GET"
        ? ["Nothing was changed; it was only a question."]
        : ["Whether the change was made is not known. Setting the same state again is safe."],
    sent: "unknown",
  };
};

const redirected = ({ response }: Answer): Verdict => ({
  code: "E_REDIRECT",
  message: `the server points to another address: ${response.headers.location ?? "it does not say which"}`,
  hint: ["It was not followed, so the key went nowhere else. If that is right, give it with --api-url."],
});
