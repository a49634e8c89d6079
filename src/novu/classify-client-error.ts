import type { NextStep } from "../failures/failure.js";
import type { HttpRequest, HttpResponse } from "../http/http.js";
import { durationText } from "../model/durations.js";
import { isMessageId } from "../model/message-id.js";
import {
  type ErrorClassification,
  type ErrorResponse,
  mayBeDone,
  originLines,
  type Subject,
} from "./error-classification.js";

/** What a 4xx of Novu means (docs/novu-api.md, "Error bodies" and "The action route (v1)"). */
export const classifyClientError = (answer: ErrorResponse): ErrorClassification =>
  (BY_STATUS[answer.response.status] ?? refused)(answer);

const refused = ({ response }: ErrorResponse): ErrorClassification => ({
  code: "E_REJECTED",
  message: `Novu refused the request (${response.status})`,
});

const badRequest = (answer: ErrorResponse): ErrorClassification => {
  const { text, subject } = answer;
  if (/^Could not perform action on the \S+ button because it does not exist/.test(text.whole)) {
    return {
      code: "E_NO_BUTTON",
      message: `${messageName(subject)} does not have that button`,
      next: lookAt(subject),
    };
  }
  if (/^Subscriber\b.*\bnot found\b/.test(text.whole)) return unknownSubscriber(answer);
  if (/^Message\b.*was not found for this environment/.test(text.whole)) return foreignMessage(answer);
  return invalid(answer);
};

const lookAt = ({ subscriberId, messageId }: Subject): NextStep[] =>
  subscriberId === undefined || messageId === undefined
    ? []
    : [{ words: ["novu-msg", "message", "show", subscriberId, messageId], when: "to see its buttons" }];

/** A call that is about no particular one has no id to name. */
const messageName = ({ messageId }: Subject): string =>
  messageId === undefined ? "that message" : `message ${messageId}`;

const subscriberName = ({ subscriberId }: Subject, unnamed: string): string =>
  subscriberId === undefined ? unnamed : `subscriber "${subscriberId}"`;

const foreignMessage = ({ subject }: ErrorResponse): ErrorClassification => ({
  code: "E_WRONG_SUBSCRIBER",
  message: `Novu knows ${messageName(subject)}, but not for ${subscriberName(subject, "that subscriber")}`,
  next:
    subject.subscriberId === undefined
      ? []
      : [
          {
            words: ["novu-msg", "message", "list", "--subscriber", subject.subscriberId],
            when: "to see which messages are theirs",
          },
        ],
});

const unknownSubscriber = ({ subject }: ErrorResponse): ErrorClassification => ({
  code: "E_SUBSCRIBER",
  message: `there is no ${subscriberName(subject, "such subscriber")} in this environment`,
  hint: [
    isMessageId(subject.subscriberId ?? "")
      ? "It looks like Novu's own _id; what is wanted is the subscriberId, which your own system gave."
      : "It is the id your own system gave, upper and lower case count.",
  ],
  next: [{ words: ["novu-msg", "whoami"], when: "to see which environment this key opens" }],
});

const invalid = ({ response }: ErrorResponse): ErrorClassification => ({
  code: "E_INVALID",
  message: `Novu found the request invalid (${response.status})`,
});

const unprocessable = (answer: ErrorResponse): ErrorClassification =>
  /reused for a different body/.test(answer.text.whole)
    ? { code: "E_IDEMPOTENCY", message: "this idempotency key was used for another request before" }
    : invalid(answer);

const unauthorized = (answer: ErrorResponse): ErrorClassification =>
  answer.subject.isRaw && answer.text.whole === "API endpoint not available"
    ? {
        code: "E_FORBIDDEN",
        message: `${answer.request.method} ${routeOf(answer.request)} is not open to API keys`,
        hint: ["Novu's dashboard alone can use it; the key itself may be good."],
      }
    : refusedKey(answer);

const refusedKey = (answer: ErrorResponse): ErrorClassification => ({
  code: "E_UNAUTHORIZED",
  message: "Novu does not accept this API key",
  hint: [
    ...originLines(answer),
    ...(/not found/i.test(answer.text.whole)
      ? [
          "A key opens one environment of one region; US and EU do not know each other's keys.",
          "On a self-hosted server the key is in the dashboard; NOVU_SECRET_KEY in its own .env is something else.",
        ]
      : []),
  ],
  next: answer.keyOrigin?.next ?? [],
});

const forbidden = (answer: ErrorResponse): ErrorClassification => ({
  code: "E_FORBIDDEN",
  message: "this API key may not do that",
  hint: originLines(answer),
});

const notFound = (answer: ErrorResponse): ErrorClassification => {
  const { text, subject } = answer;
  if (/^Cannot [A-Z]+ \//.test(text.whole) || text.kind !== "novu") {
    return subject.isRaw ? unknownRoute(answer) : noRoute(answer);
  }
  if (/^Subscriber\b/.test(text.whole)) return unknownSubscriber(answer);
  if (subject.isRaw) return nothingThere(answer);
  if (subject.messageId === undefined) return noRoute(answer);
  return {
    code: "E_MESSAGE",
    message: `${messageName(subject)} is not in this environment`,
    hint: ["It may have been deleted, or belong to another environment."],
    next: [{ words: ["novu-msg", "whoami"], when: "to see which environment this key opens" }],
  };
};

const nothingThere = ({ request }: ErrorResponse): ErrorClassification => ({
  code: "E_NOT_FOUND",
  message: `there is nothing for ${request.method} ${routeOf(request)} in this environment`,
  next: [{ words: ["novu-msg", "whoami"], when: "to see which environment this key opens" }],
});

const unknownRoute = (answer: ErrorResponse): ErrorClassification => {
  const route = routeOf(answer.request);
  return {
    code: "E_NO_ROUTE",
    message: `this server has no route for ${answer.request.method} ${route}`,
    hint: [
      ...(answer.text.kind === "novu" ? [] : originLines(answer)),
      /^\/v[12]\//.test(route)
        ? "Method and path must both be right, and older servers lack some of the v2 routes."
        : "Novu's routes begin with /v1/ or /v2/.",
    ],
  };
};

/** The path without its query, which could hold anything. */
const routeOf = ({ path }: HttpRequest): string => path.replace(/\?.*/s, "");

const noRoute = (answer: ErrorResponse): ErrorClassification => {
  if (answer.request.path.startsWith("/v2/") && answer.text.kind === "novu") {
    return {
      code: "E_NO_ROUTE",
      message: "this Novu server has no v2 notification routes",
      hint: ["They came with server 3.14; v1 does the same and can carry a payload: leave out --api v2."],
    };
  }
  return {
    code: "E_NO_ROUTE",
    message: "what answers there does not know this route of the Novu API",
    hint: [
      ...originLines(answer),
      "Check the address: the dashboard and the API are on different hosts or ports.",
    ],
  };
};

const conflict = ({ response, text }: ErrorResponse): ErrorClassification =>
  /currently being processed/.test(text.whole)
    ? {
        code: "E_IDEMPOTENCY",
        message: "a request with this idempotency key is still running",
        hint: [whenToTry(response)],
      }
    : { code: "E_REJECTED", message: "Novu refused the request: it collides with another one (409)" };

const tooLarge = (): ErrorClassification => ({
  code: "E_TOO_LARGE",
  message: "the request is larger than Novu accepts (about 100 kB)",
});

const rateLimited = ({ request, response }: ErrorResponse): ErrorClassification => ({
  code: "E_RATE_LIMIT",
  message: "Novu asks to slow down: too many requests",
  hint: [`${whenToTry(response)}${mayBeDone(request, response) ? "" : " Nothing was changed."}`],
});

/** Retry-After is seconds, which can be 0 (docs/novu-api.md, "Rate limits"), or a date. */
const whenToTry = ({ headers }: HttpResponse): string => {
  const { "retry-after": after = "1" } = headers;
  const seconds = Number(after);
  return Number.isFinite(seconds)
    ? `Try again in ${durationText(Math.max(1, Math.ceil(seconds)) * 1_000)}.`
    : `Try again after ${after}.`;
};

const BY_STATUS: Readonly<Record<number, (answer: ErrorResponse) => ErrorClassification>> = {
  400: badRequest,
  401: unauthorized,
  403: forbidden,
  404: notFound,
  409: conflict,
  413: tooLarge,
  422: unprocessable,
  429: rateLimited,
};
