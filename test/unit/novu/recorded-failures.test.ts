import { expect, test } from "vitest";
import type { Failure } from "../../../src/failures/failure.js";
import type { FailureCode } from "../../../src/failures/failure-codes.js";
import type { Subject } from "../../../src/novu/error-classification.js";
import { responseFailure } from "../../../src/novu/response-failure.js";
import { type RecordedStep, readRecording } from "../../contract/recording.js";
import { response } from "./fake-call.js";
import { isMethod } from "./methods.js";

/** The code of each recorded error, by scenario, in the order of its error responses. */
const ON_BOTH: Readonly<Record<string, readonly FailureCode[]>> = {
  "status-wrong-kind": ["E_INVALID", "E_INVALID", "E_INVALID"],
  "body-not-json": ["E_INVALID"],
  "body-empty": ["E_INVALID"],
  "auth-missing": ["E_UNAUTHORIZED"],
  "auth-wrong-key": ["E_UNAUTHORIZED"],
  "auth-bearer": ["E_UNAUTHORIZED"],
  "auth-bare-key-is-echoed": ["E_UNAUTHORIZED"],
  "subscriber-unknown": ["E_SUBSCRIBER"],
  "message-unknown": ["E_MESSAGE"],
  "message-id-malformed": ["E_INVALID"],
  "message-of-another-subscriber": ["E_WRONG_SUBSCRIBER"],
  "route-unknown": ["E_NO_ROUTE"],
  "messages-unknown-subscriber": ["E_SUBSCRIBER"],
  "messages-limit-too-big": ["E_INVALID"],
  "environment-me-wrong-key": ["E_UNAUTHORIZED"],
  "subscriber-get-unknown": ["E_SUBSCRIBER"],
  "mark-as-bad-enum": ["E_INVALID"],
  "delete-message-then-act": ["E_MESSAGE"],
  "idempotency-other-body-422": ["E_IDEMPOTENCY"],
  "rate-limit-429": ["E_RATE_LIMIT", "E_RATE_LIMIT", "E_RATE_LIMIT", "E_RATE_LIMIT"],
};

const EXPECTED = {
  "novu-2.0.0": {
    ...ON_BOTH,
    "body-over-100kb": ["E_SERVER"],
    "route-v2-missing-on-old-server": ["E_NO_ROUTE"],
  },
  "novu-3.15.0": {
    ...ON_BOTH,
    "body-over-100kb": ["E_TOO_LARGE"],
    "v2-no-such-button": ["E_NO_BUTTON", "E_NO_BUTTON", "E_NO_BUTTON"],
    "v2-type-not-an-enum": ["E_INVALID", "E_INVALID"],
    "v2-notification-unknown": ["E_MESSAGE"],
    "v2-notification-id-malformed": ["E_INVALID"],
    "v2-subscriber-unknown": ["E_SUBSCRIBER"],
    "v2-notification-of-another-subscriber": ["E_MESSAGE"],
    "v2-auth": ["E_UNAUTHORIZED", "E_UNAUTHORIZED"],
    "v2-list-limits": ["E_INVALID", "E_INVALID", "E_SUBSCRIBER"],
    "v2-subscribers-list": ["E_INVALID"],
    "v2-subscriber-get": ["E_SUBSCRIBER"],
    "v2-count-errors": ["E_INVALID", "E_INVALID"],
  },
} as const;

const ID = /\/subscribers\/([^/?]+)(?:\/(?:messages|notifications)\/([^/?]+)\/actions)?/;

/** The subject that the callers of these routes pass. */
const subjectOf = (path: string): Subject => {
  const [, subscriberId, messageId] = ID.exec(path) ?? [];
  return {
    ...(subscriberId === undefined ? {} : { subscriberId }),
    ...(messageId === undefined ? {} : { messageId }),
  };
};

const failureOfStep = (step: RecordedStep, subject: Subject): Failure => {
  const { method, path } = step.request;
  if (!isMethod(method)) throw new Error(`no such method: ${method}`);
  return responseFailure(
    { method, path },
    response(step.response.status, step.response.body, step.response.headers),
    subject,
  );
};

const errorSteps = (name: keyof typeof EXPECTED): [string, RecordedStep[]][] =>
  Object.entries(readRecording(name).scenarios)
    .map(([scenario, { steps }]): [string, RecordedStep[]] => [
      scenario,
      steps.filter(({ response: { status } }) => status >= 400),
    ])
    .filter(([, steps]) => steps.length > 0);

const NAMES = ["novu-2.0.0", "novu-3.15.0"] as const;

test.each(NAMES)("every error that %s was seen to answer has its code", (name) => {
  const codes = errorSteps(name).map(([scenario, steps]) => [
    scenario,
    steps.map((step) => failureOfStep(step, subjectOf(step.request.path)).code),
  ]);
  expect(Object.fromEntries(codes)).toEqual(EXPECTED[name]);
});

/** Program internals in a message; one text of Novu looks like them. */
const INTERNALS = /(?<!null or )undefined|\[object|NaN|[{[]"|"value":/;

test.each(NAMES)("the errors of %s read as sentences, with and without a subject", (name) => {
  const sentences = errorSteps(name)
    .flatMap(([, steps]) => steps)
    .flatMap((step) => [subjectOf(step.request.path), {}].map((subject) => failureOfStep(step, subject)))
    .flatMap(({ message, info }) => [message, ...(info.hint ?? [])]);
  expect(sentences.length).toBeGreaterThan(100);
  expect(sentences.filter((sentence) => sentence.trim() === "" || INTERNALS.test(sentence))).toEqual([]);
});
