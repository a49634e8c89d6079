import { Failure, type HttpFacts } from "../failure/failure.js";
import type { FailureCode } from "../failure/failure-codes.js";
import type { HttpRequest, HttpResponse } from "../http/http.js";
import { clientErrorVerdict } from "./client-error-verdict.js";
import { quoteServer, readErrorText } from "./error-text.js";
import { type Answer, type KeyOrigin, originLines, type Subject, type Verdict } from "./verdict.js";

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
      ...(request.method !== "GET" && UNCHANGED.has(code) ? ["Nothing was changed."] : []),
      `The server said (${response.status}): ${quoteServer(text)}`,
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

/** Refusals that come before anything is written. Not a 400 about a message: that one can be spurious (contract 0.1). */
const UNCHANGED: ReadonlySet<FailureCode> = new Set([
  "E_UNAUTHORIZED",
  "E_FORBIDDEN",
  "E_MESSAGE",
  "E_SUBSCRIBER",
  "E_INVALID",
  "E_NO_BUTTON",
  "E_NO_ROUTE",
  "E_TOO_LARGE",
  "E_REDIRECT",
]);

const judge = (answer: Answer): Verdict => {
  const { status } = answer.response;
  if (status < 400) return redirected(answer);
  if (status >= 500) return serverTrouble(answer);
  return clientErrorVerdict(answer);
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
        : [
            `Whether the change was made is not known.${request.isOnce ? "" : " Setting the same state again is safe."}`,
          ],
    sent: "unknown",
  };
};

const redirected = (answer: Answer): Verdict => ({
  code: "E_REDIRECT",
  message: `the server points to another address: ${answer.response.headers.location ?? "it does not say which"}`,
  hint: [
    ...originLines(answer),
    "It was not followed, so the key went nowhere else. If that is right, give it with --api-url.",
  ],
});
