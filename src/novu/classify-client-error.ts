import type { NextStep } from "../failures/failure.js";
import type { HttpRequest, HttpResponse } from "../http/http.js";
import { retryAfterMs } from "../http/retry-after.js";
import { durationText } from "../model/durations.js";
import { isMessageId } from "../model/message-id.js";
import {
  type ErrorClassification,
  type ErrorResponse,
  mayHaveApplied,
  originLines,
  type Subject,
} from "./error-classification.js";

/** Classifies a 4xx response (docs/novu-api.md, "Error bodies" and "The action route (v1)"). */
export const classifyClientError = (error: ErrorResponse): ErrorClassification =>
  (BY_STATUS[error.response.status] ?? refused)(error);

const refused = ({ response }: ErrorResponse): ErrorClassification => ({
  code: "E_REJECTED",
  message: `Novu refused the request (${response.status})`,
  // 408: the server had not read all of it in time.
  sent: response.status === 408 ? "unknown" : "no",
});

const badRequest = (error: ErrorResponse): ErrorClassification => {
  const { text, subject } = error;
  if (/^Could not perform action on the \S+ button because it does not exist/.test(text.whole)) {
    return {
      code: "E_NO_BUTTON",
      message: `${messageName(subject)} doesn't have that button`,
      next: showMessageStep(subject),
    };
  }
  if (/^Subscriber\b.*\bnot found\b/.test(text.whole)) return unknownSubscriber(error);
  if (/^Message\b.*was not found for this environment/.test(text.whole)) return foreignMessage(error);
  return invalid(error);
};

const showMessageStep = ({ subscriberId, messageId }: Subject): NextStep[] =>
  subscriberId === undefined || messageId === undefined
    ? []
    : [{ words: ["novu-msg", "message", "show", subscriberId, messageId], when: "to see its buttons" }];

/** Requests that are not about a single message have no ID to name. */
const messageName = ({ messageId }: Subject): string =>
  messageId === undefined ? "that message" : `message ${messageId}`;

const subscriberName = ({ subscriberId }: Subject, unnamed: string): string =>
  subscriberId === undefined ? unnamed : `subscriber "${subscriberId}"`;

const foreignMessage = ({ subject }: ErrorResponse): ErrorClassification => ({
  code: "E_WRONG_SUBSCRIBER",
  message: `${messageName(subject)} exists, but doesn't belong to ${subscriberName(subject, "that subscriber")}`,
  next: subscriberMessagesStep(subject),
});

const subscriberMessagesStep = ({ subscriberId }: Subject): NextStep[] =>
  subscriberId === undefined
    ? []
    : [
        {
          words: ["novu-msg", "message", "list", "--subscriber", subscriberId],
          when: "to see their messages",
        },
      ];

const unknownSubscriber = ({ subject }: ErrorResponse): ErrorClassification => ({
  code: "E_SUBSCRIBER",
  message: `there is no ${subscriberName(subject, "such subscriber")} in this environment`,
  hint: [
    isMessageId(subject.subscriberId ?? "")
      ? "It looks like Novu's internal _id. Use the subscriberId, which your own system chose."
      : "Use the ID your own system chose; it is case-sensitive.",
  ],
  next: [{ words: ["novu-msg", "whoami"], when: "to see which environment this key belongs to" }],
  details: { subscriberId: subject.subscriberId },
});

const invalid = ({ response }: ErrorResponse): ErrorClassification => ({
  code: "E_INVALID",
  message: `Novu rejected the request as invalid (${response.status})`,
});

const unprocessable = (error: ErrorResponse): ErrorClassification =>
  /reused for a different body/.test(error.text.whole)
    ? {
        code: "E_IDEMPOTENCY",
        message: "this idempotency key was already used for another request",
        sent: "no",
      }
    : invalid(error);

/**
 * A refusal that is not Novu's own says nothing about the key: a proxy, a sign-in page or another API sent it. Novu's has the
 * status in the body (docs/novu-api.md, "Error bodies").
 */
const unlessForeign =
  (classify: (error: ErrorResponse) => ErrorClassification) =>
  (error: ErrorResponse): ErrorClassification => {
    const { response, text } = error;
    if (text.kind === "novu" && text.statusCode === response.status) return classify(error);
    return {
      code: "E_NOT_NOVU",
      message: `something between here and Novu refused the request (${response.status})`,
      hint: [
        ...originLines(error),
        "The response isn't from Novu: it may come from a proxy, a sign-in page or a firewall.",
      ],
    };
  };

const unauthorized = (error: ErrorResponse): ErrorClassification =>
  error.subject.isRaw && error.text.whole === "API endpoint not available"
    ? {
        code: "E_FORBIDDEN",
        message: `${error.request.method} ${routeOf(error.request)} can't be used with an API key`,
        hint: ["Only Novu's dashboard can use it; the key itself may be fine."],
      }
    : refusedKey(error);

const refusedKey = (error: ErrorResponse): ErrorClassification => ({
  code: "E_UNAUTHORIZED",
  message: "Novu doesn't accept this API key",
  hint: [
    ...originLines(error),
    ...(/not found/i.test(error.text.whole) ? (error.keyOrigin?.unknownKey ?? UNKNOWN_KEY) : []),
  ],
  next: error.keyOrigin?.next ?? [],
});

const UNKNOWN_KEY: readonly string[] = [
  "A key is for one environment in one region; US keys don't work in the EU, and vice versa.",
  "For a self-hosted server, copy the key from its dashboard; NOVU_SECRET_KEY in its .env is something else.",
];

const forbidden = (error: ErrorResponse): ErrorClassification => ({
  code: "E_FORBIDDEN",
  message: "this API key isn't allowed to do that",
  hint: originLines(error),
});

const notFound = (error: ErrorResponse): ErrorClassification => {
  const { text, subject } = error;
  if (/^Cannot [A-Z]+ \//.test(text.whole) || text.kind !== "novu") {
    return subject.isRaw ? unknownRoute(error) : noRoute(error);
  }
  if (/^Subscriber\b/.test(text.whole)) return unknownSubscriber(error);
  if (subject.isRaw) return resourceNotFound(error);
  if (subject.messageId === undefined) return noRoute(error);
  if (/^Notification with id: /.test(text.whole)) return notAmongTheirs(subject);
  return {
    code: "E_MESSAGE",
    message: `${messageName(subject)} doesn't exist in this environment`,
    hint: ["It may have been deleted, or be in another environment."],
    next: [{ words: ["novu-msg", "whoami"], when: "to see which environment this key belongs to" }],
  };
};

/** v2 looks for the message among the subscriber's own, so a deleted one and another subscriber's look the same. */
const notAmongTheirs = (subject: Subject): ErrorClassification => ({
  code: "E_MESSAGE",
  message: `${subscriberName(subject, "that subscriber")} has no ${messageName(subject)}`,
  hint: ["It may have been deleted, belong to another subscriber, or be in another environment."],
  next: subscriberMessagesStep(subject),
});

const resourceNotFound = ({ request }: ErrorResponse): ErrorClassification => ({
  code: "E_NOT_FOUND",
  message: `${request.method} ${routeOf(request)}: not found in this environment`,
  next: [{ words: ["novu-msg", "whoami"], when: "to see which environment this key belongs to" }],
});

const unknownRoute = (error: ErrorResponse): ErrorClassification => {
  const route = routeOf(error.request);
  return {
    code: "E_NO_ROUTE",
    message: `this server has no route ${error.request.method} ${route}`,
    hint: [
      ...(error.text.kind === "novu" ? [] : originLines(error)),
      /^\/v[12]\//.test(route)
        ? "Check the method and the path. Older servers don't have all v2 routes."
        : "Novu's routes start with /v1/ or /v2/.",
    ],
  };
};

/** The path without the query, which can contain anything. */
const routeOf = ({ path }: HttpRequest): string => path.replace(/\?.*/s, "");

const noRoute = (error: ErrorResponse): ErrorClassification => {
  if (error.request.path.startsWith("/v2/") && error.text.kind === "novu") {
    return {
      code: "E_NO_ROUTE",
      message: "this Novu server has no v2 notification routes",
      hint: [
        /\/(?:un)?(?:archive|snooze)$/.test(error.request.path)
          ? "They were added in Novu 3.14; older servers can't archive or snooze messages."
          : "They were added in Novu 3.14. Leave out --api v2: v1 does the same, and can carry a payload.",
      ],
    };
  }
  return {
    code: "E_NO_ROUTE",
    message: "the server doesn't know this Novu API route",
    hint: [...originLines(error), "Check the URL: the dashboard and the API have different hosts or ports."],
  };
};

const conflict = ({ response, text }: ErrorResponse): ErrorClassification =>
  /currently being processed/.test(text.whole)
    ? {
        code: "E_IDEMPOTENCY",
        message: "a request with this idempotency key is still in progress",
        hint: [retryAfterText(response)],
        sent: "unknown",
      }
    : {
        code: "E_REJECTED",
        message: "Novu refused the request: it conflicts with another one (409)",
        sent: "no",
      };

const tooLarge = (): ErrorClassification => ({
  code: "E_TOO_LARGE",
  message: "the request is too large (Novu accepts about 100 kB)",
});

const rateLimited = ({ request, response }: ErrorResponse): ErrorClassification => {
  const isRefused = request.method !== "GET" && !mayHaveApplied(request, response);
  return {
    code: "E_RATE_LIMIT",
    message: "Novu's rate limit is reached",
    hint: [`${retryAfterText(response)}${isRefused ? " Nothing was changed." : ""}`],
    ...(isRefused ? { sent: "no" } : {}),
    details: { retryAfterMs: retryAfterMs(response) },
  };
};

const MIN_RETRY_MS = 1_000;

/** Novu sends 0 for less than a second (docs/novu-api.md, "Rate limits"). */
const retryAfterText = (response: HttpResponse): string => {
  const { "retry-after": date } = response.headers;
  const ms = retryAfterMs(response);
  return ms === undefined && date !== undefined
    ? `Retry after ${date}.`
    : `Retry in ${durationText(Math.max(MIN_RETRY_MS, ms ?? 0))}.`;
};

const beyondPlan = (error: ErrorResponse): ErrorClassification =>
  /^Snooze Duration Limit Exceeded/.test(error.text.whole)
    ? { code: "E_REJECTED", message: "this Novu organization's plan doesn't allow such a long snooze" }
    : refused(error);

const BY_STATUS: Readonly<Record<number, (error: ErrorResponse) => ErrorClassification>> = {
  400: badRequest,
  401: unlessForeign(unauthorized),
  402: beyondPlan,
  403: unlessForeign(forbidden),
  404: notFound,
  409: conflict,
  413: tooLarge,
  422: unprocessable,
  429: rateLimited,
};
