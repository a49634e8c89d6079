import { Failure, type FailureInfo } from "../failures/failure.js";
import type { FailureCode } from "../failures/failure-codes.js";
import type { HttpRequest, HttpResponse } from "../http/http.js";
import { MAX_ERROR_BYTES } from "../http/response-limits.js";
import { isReplay, retryDetails } from "../http/retry-policy.js";
import { classifyClientError } from "./classify-client-error.js";
import {
  type ErrorClassification,
  type ErrorResponse,
  type KeyOrigin,
  mayHaveApplied,
  originLines,
  type Subject,
} from "./error-classification.js";
import { quoteServer, readErrorText } from "./error-text.js";

/**
 * The failure for a response that is not a success: old and new error shapes, plain text, HTML or an empty body
 * (docs/novu-api.md, "Error bodies"). Total: any status and any bytes give a failure.
 */
export const responseFailure = (
  request: HttpRequest,
  response: HttpResponse,
  subject: Subject,
  keyOrigin?: KeyOrigin,
): Failure => {
  const text = readErrorText(response.body, response.isCut);
  const {
    code,
    message,
    hint = [],
    next = [],
    sent = "yes",
    details,
  } = classify({ request, response, text, subject, keyOrigin });
  const retries = response.retries && retryDetails(response.retries);
  const isDoubtful = sent !== "unknown" && mayHaveApplied(request, response);
  const isRefused = request.method !== "GET" && !isDoubtful && UNCHANGED.has(code);
  return new Failure(code, message, {
    hint: [
      ...hint,
      ...(isReplay(response) ? [REPLAYED_HINT] : []),
      ...(retries?.hint ?? []),
      ...(isDoubtful ? [uncertainHint(request)] : []),
      ...(isRefused ? ["Nothing was changed."] : []),
      `Server response (${response.status}): ${quoteServer(text)}`,
      ...text.lines.map((line) => `- ${line}`),
      ...(response.isCut ? [TRUNCATED_HINT] : []),
      ...(text.errorId === undefined ? [] : [`For Novu's support: errorId ${text.errorId}`]),
    ],
    next,
    sent: isDoubtful ? "unknown" : isRefused ? "no" : sent,
    http: httpDetails(request, response),
    details: {
      ...details,
      serverMessage: text.message,
      ...(text.errorId === undefined ? {} : { errorId: text.errorId }),
      ...retries?.details,
    },
  });
};

/** Request and status for the JSON form of an error. */
export const httpDetails = (
  request: HttpRequest,
  response: HttpResponse,
): NonNullable<FailureInfo["http"]> => {
  const retryAfter = response.headers["retry-after"];
  return {
    status: response.status,
    method: request.method,
    path: request.path.replace(/\?.*/s, ""),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
};

/**
 * Errors that the server returns before it writes. Without the 400 about a message, which can come after a write
 * (docs/novu-api.md, "Identical writes at the same instant").
 */
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

const classify = (error: ErrorResponse): ErrorClassification => {
  const { status } = error.response;
  if (status < 400) return redirected(error);
  if (status >= 500) return serverFailure(error);
  return classifyClientError(error);
};

const serverFailure = ({ request, response }: ErrorResponse): ErrorClassification => ({
  code: "E_SERVER",
  message: `Novu returned a server error (${response.status})`,
  hint: isReplay(response)
    ? []
    : request.method === "GET"
      ? []
      : [
          `The change may or may not have been made.${request.isNotRepeatable ? "" : " Running it again is safe."}`,
        ],
  sent: "unknown",
});

const TRUNCATED_HINT = `Only the first ${MAX_ERROR_BYTES / 2 ** 20} MiB of the response was read; Novu's errors are much smaller.`;

const REPLAYED_HINT =
  "This is an earlier response, replayed for the same idempotency key. For a new one, use another key.";

/** An error response says nothing about an earlier attempt whose response never arrived. */
const uncertainHint = ({ isNotRepeatable }: HttpRequest): string =>
  `An earlier attempt may have made the change.${isNotRepeatable ? "" : " Running it again is safe."}`;

const redirected = (error: ErrorResponse): ErrorClassification => ({
  code: "E_REDIRECT",
  message: `the server redirects to ${error.response.headers.location ?? "an unknown URL"}`,
  hint: [
    ...originLines(error),
    "The redirect wasn't followed, so the key wasn't sent there. If the URL is right, use it with --api-url.",
  ],
});
