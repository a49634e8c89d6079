import { expect, test } from "vitest";
import { Failure, type FailureInfo } from "../../../src/failures/failure.js";
import { FAILURE_CODES, type FailureCode } from "../../../src/failures/failure-codes.js";
import { isTransientFailure } from "../../../src/polling/poll.js";

const CODES = Object.keys(FAILURE_CODES) as FailureCode[];
const passing = (hasWorked: boolean) =>
  CODES.filter((code) => isTransientFailure(new Failure(code, "x"), hasWorked));

test("a slow, busy or unavailable server is transient", () => {
  expect(passing(false)).toEqual(["E_TIMEOUT", "E_NETWORK", "E_RATE_LIMIT", "E_SERVER"]);
});

test("failures of the settings are transient only after they have worked; a refused key never is", () => {
  expect(passing(true)).toEqual([
    "E_REJECTED",
    "E_INVALID",
    "E_TOO_LARGE",
    "E_NO_ROUTE",
    "E_DNS",
    "E_CONNECT",
    "E_PROXY",
    "E_TLS",
    "E_TIMEOUT",
    "E_NETWORK",
    "E_RATE_LIMIT",
    "E_SERVER",
    "E_ANSWER",
    "E_ANSWER_SIZE",
    "E_ANSWER_ENCODING",
    "E_NOT_NOVU",
    "E_REDIRECT",
    "E_SEARCH",
  ]);
});

test.each<readonly [FailureCode, FailureInfo, boolean]>([
  ["E_CONNECT", { details: { reason: "ECONNREFUSED" } }, true],
  ["E_DNS", { details: { reason: "EAI_AGAIN" } }, true],
  ["E_DNS", { details: { reason: "ENOTFOUND" } }, false],
  ["E_REJECTED", { http: { status: 425, method: "GET", path: "/" } }, true],
  ["E_REJECTED", { http: { status: 418, method: "GET", path: "/" } }, false],
])("%s with %j at the first look: %s", (code, facts, is) => {
  expect(isTransientFailure(new Failure(code, "x", facts), false)).toBe(is);
});
