import { expect, test } from "vitest";
import type { Sent } from "../../../src/failures/failure.js";
import type { FailureCode } from "../../../src/failures/failure-codes.js";
import { attemptTimeout, isTransient, networkFailure, withSent } from "../../../src/http/network-failure.js";

const TIMEOUTS = { connectMs: 2_500, requestMs: 30_000 };
const failureFor = (error: unknown) => networkFailure(error, "api.novu.co", TIMEOUTS, { method: "POST" });
const judge = (error: object) => {
  const { code, sent } = failureFor(Object.assign(new Error("x"), error));
  return [code, sent];
};

const TABLE: readonly [string, FailureCode, Sent][] = [
  ["ENOTFOUND", "E_DNS", "no"],
  ["EAI_AGAIN", "E_DNS", "no"],
  ["ECONNREFUSED", "E_CONNECT", "no"],
  ["EHOSTUNREACH", "E_CONNECT", "no"],
  ["ENETUNREACH", "E_CONNECT", "no"],
  ["EADDRNOTAVAIL", "E_CONNECT", "no"],
  ["ETIMEDOUT", "E_TIMEOUT", "no"],
  ["UND_ERR_CONNECT_TIMEOUT", "E_TIMEOUT", "no"],
  ["UND_ERR_HEADERS_TIMEOUT", "E_TIMEOUT", "unknown"],
  ["UND_ERR_BODY_TIMEOUT", "E_TIMEOUT", "unknown"],
  ["UND_ERR_SOCKET", "E_NETWORK", "unknown"],
  ["ECONNRESET", "E_NETWORK", "unknown"],
  ["EPIPE", "E_NETWORK", "unknown"],
  ["HTTPParserError", "E_NETWORK", "unknown"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "E_NETWORK", "no"],
  ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "E_NETWORK", "unknown"],
  ["CERT_HAS_EXPIRED", "E_TLS", "no"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "E_TLS", "no"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "E_TLS", "no"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "E_TLS", "no"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "E_TLS", "no"],
  ["CERT_REVOKED", "E_TLS", "no"],
  ["CERT_UNTRUSTED", "E_TLS", "no"],
  ["INVALID_CA", "E_TLS", "no"],
  ["HOSTNAME_MISMATCH", "E_TLS", "no"],
  ["SOMETHING_NEW", "E_NETWORK", "unknown"],
  ["constructor", "E_NETWORK", "unknown"],
];

test.each(TABLE)("%s is %s, sent: %s", (code, failureCode, sent) => {
  expect(judge({ code })).toEqual([failureCode, sent]);
});

test.each([
  ["ETIMEDOUT", "read"],
  ["ETIMEDOUT", "write"],
  ["EHOSTUNREACH", "read"],
  ["ENETUNREACH", "write"],
])("%s at a %s ends a connection in use, so the request may have arrived", (code, syscall) => {
  expect(judge({ code, syscall })).toEqual(["E_NETWORK", "unknown"]);
});

test.each(["ETIMEDOUT", "EHOSTUNREACH"])("%s at the connect means that nothing was sent", (code) => {
  expect(judge({ code, syscall: "connect" })[1]).toBe("no");
});

test("with several addresses, the first error counts", () => {
  const tries = new AggregateError([
    Object.assign(new Error("a"), { code: "ENETUNREACH", syscall: "connect" }),
    Object.assign(new Error("b"), { code: "ECONNREFUSED", syscall: "connect" }),
  ]);
  expect(failureFor(tries).info.details).toEqual({ reason: "ENETUNREACH" });
});

test("the reason may be in a wrapped error whose own code is not a string", () => {
  const cause = Object.assign(new Error("x"), { code: "ENOTFOUND" });
  expect(failureFor(Object.assign(new Error("fetch failed", { cause }), { code: 20 })).code).toBe("E_DNS");
});

test("an error without any code is a broken connection", () => {
  const error = new Error("odd");
  const failure = failureFor(error);
  expect([failure.code, failure.sent, failure.info.details, failure.cause]).toEqual([
    "E_NETWORK",
    "unknown",
    { reason: "unknown" },
    error,
  ]);
});

test("a slow connection names its own limit, a slow answer the other one", () => {
  expect(failureFor({ code: "UND_ERR_CONNECT_TIMEOUT" }).message).toBe(
    "no connection to api.novu.co within 2.5 s",
  );
  expect(attemptTimeout("api.novu.co", TIMEOUTS, { method: "POST" }).message).toBe(
    "no complete response from api.novu.co within 30 s",
  );
});

test("a request that is not idempotent is not called safe to repeat", () => {
  const hints = (isNotRepeatable: boolean) =>
    networkFailure({ code: "ECONNRESET" }, "api.novu.co", TIMEOUTS, { method: "POST", isNotRepeatable }).info
      .hint;
  expect(hints(false)).toHaveLength(2);
  expect(hints(true)).toEqual(["The request may or may not have reached Novu."]);
});

const PASSING = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_SOCKET",
  "ECONNRESET",
  "EPIPE",
]);

test.each(TABLE)("%s may be over a moment later, or not", (code) => {
  expect(isTransient(failureFor({ code }))).toBe(PASSING.has(code));
});

test("after earlier tries the sentence about what was sent covers all of them", () => {
  const failure = failureFor({ code: "ECONNREFUSED" });
  const { sent, info, message } = withSent(failure, "unknown");
  expect([sent, info.hint, message]).toEqual([
    "unknown",
    ["Is the server running, and is this its API port?", "The request may or may not have reached Novu."],
    failure.message,
  ]);
});

test("a failed read says nothing about changes", () => {
  for (const code of ["ECONNRESET", "ECONNREFUSED", "UND_ERR_HEADERS_TIMEOUT"]) {
    const { info } = networkFailure({ code }, "api.novu.co", TIMEOUTS, { method: "GET" });
    expect(info.hint?.join(" ")).not.toMatch(/sent|reached|again/);
  }
});
