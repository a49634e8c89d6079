import { Failure, type Sent } from "../failures/failure.js";
import type { FailureCode } from "../failures/failure-codes.js";
import { durationText, exactSeconds } from "../model/durations.js";
import type { HttpRequest } from "./http.js";

export interface Timeouts {
  /** To set up the connection, ms. */
  readonly connectMs: number;
  /** For one try as a whole, ms. */
  readonly requestMs: number;
}

interface NetworkErrorKind {
  readonly code: FailureCode;
  readonly sent: Sent;
  readonly message: (host: string, timeouts: Timeouts) => string;
  readonly hint: string;
}

const DNS: NetworkErrorKind = {
  code: "E_DNS",
  sent: "no",
  message: (host) => `the host name ${host} can't be resolved`,
  hint: "Check the URL and your network.",
};
const REFUSED: NetworkErrorKind = {
  code: "E_CONNECT",
  sent: "no",
  message: (host) => `connection refused by ${host}`,
  hint: "Is the server running, and is this its API port?",
};
const UNREACHABLE: NetworkErrorKind = {
  ...REFUSED,
  message: (host) => `${host} is unreachable`,
  hint: "Check your network.",
};
const SLOW_CONNECT: NetworkErrorKind = {
  code: "E_TIMEOUT",
  sent: "no",
  message: (host, { connectMs }) => `no connection to ${host} within ${exactSeconds(connectMs)}`,
  hint: "Allow more time with --connect-timeout.",
};
/** When the limit for the whole try is shorter than the one for connecting. */
const SLOW_CONNECT_IN_TRY: NetworkErrorKind = {
  ...SLOW_CONNECT,
  message: (host, { requestMs }) => `no connection to ${host} within ${exactSeconds(requestMs)}`,
  hint: "Allow more time with --request-timeout.",
};
const SLOW_RESPONSE: NetworkErrorKind = {
  code: "E_TIMEOUT",
  sent: "unknown",
  message: (host, { requestMs }) => `no complete response from ${host} within ${exactSeconds(requestMs)}`,
  hint: "Allow more time with --request-timeout.",
};
const REPEATABLE = "Running it again is safe: setting a button twice has the same effect as once.";
const BROKEN: NetworkErrorKind = {
  code: "E_NETWORK",
  sent: "unknown",
  message: (host) => `the connection to ${host} was lost before the response was complete`,
  hint: REPEATABLE,
};
const NOT_HTTP: NetworkErrorKind = {
  code: "E_NETWORK",
  sent: "unknown",
  message: (host) => `${host} doesn't speak HTTP`,
  hint: "Check the URL: is it the API's port, and should it be https?",
};
const NOT_TLS: NetworkErrorKind = {
  code: "E_NETWORK",
  sent: "no",
  message: (host) => `${host} doesn't speak TLS`,
  hint: "Check the URL: is it the API's port, and should it be http?",
};
const TLS_FAILED: NetworkErrorKind = {
  ...BROKEN,
  message: (host) => `the encrypted connection to ${host} failed`,
};
const UNTRUSTED: NetworkErrorKind = {
  code: "E_TLS",
  sent: "no",
  message: (host) => `the certificate of ${host} isn't trusted`,
  hint: "For a private certificate authority, use --ca-file.",
};
const WRONG_NAME: NetworkErrorKind = {
  ...UNTRUSTED,
  message: (host) => `the certificate of ${host} is for another host`,
  hint: "Check the URL. If it is right, the server's operator must fix the certificate.",
};
const EXPIRED: NetworkErrorKind = {
  ...UNTRUSTED,
  message: (host) => `the certificate of ${host} has expired`,
  hint: "The server's operator must renew it. Also check this machine's clock.",
};
const NOT_YET_VALID: NetworkErrorKind = {
  ...EXPIRED,
  message: (host) => `the certificate of ${host} isn't valid yet`,
  hint: "Check this machine's clock.",
};
const TOO_MANY_HEADERS: NetworkErrorKind = {
  code: "E_ANSWER_SIZE",
  sent: "unknown",
  message: (host) => `the response from ${host} has too many headers`,
  hint: "Novu sends only a few. Check the URL.",
};

const KINDS = new Map<string, NetworkErrorKind>([
  ["ENOTFOUND", DNS],
  ["EAI_AGAIN", DNS],
  ["ECONNREFUSED", REFUSED],
  ["EHOSTUNREACH", UNREACHABLE],
  ["ENETUNREACH", UNREACHABLE],
  ["EADDRNOTAVAIL", UNREACHABLE],
  ["ETIMEDOUT", SLOW_CONNECT],
  ["UND_ERR_CONNECT_TIMEOUT", SLOW_CONNECT],
  ["UND_ERR_HEADERS_TIMEOUT", SLOW_RESPONSE],
  ["UND_ERR_BODY_TIMEOUT", SLOW_RESPONSE],
  ["HTTPParserError", NOT_HTTP],
  ["ERR_SSL_WRONG_VERSION_NUMBER", NOT_TLS],
  ["ERR_SSL_PACKET_LENGTH_TOO_LONG", NOT_TLS],
  ["UND_ERR_HEADERS_OVERFLOW", TOO_MANY_HEADERS],
  ["ERR_TLS_CERT_ALTNAME_INVALID", WRONG_NAME],
  ["CERT_HAS_EXPIRED", EXPIRED],
  ["CERT_NOT_YET_VALID", NOT_YET_VALID],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", UNTRUSTED],
  ["SELF_SIGNED_CERT_IN_CHAIN", UNTRUSTED],
  ["HOSTNAME_MISMATCH", WRONG_NAME],
  ["INVALID_CA", UNTRUSTED],
  ["INVALID_PURPOSE", UNTRUSTED],
]);

/** Node's codes for untrusted certificates, other than those in the table. */
const CERTIFICATE_CODE = /^(?:CERT_|UNABLE_TO_(?:VERIFY|GET_ISSUER)_)/;

/** Whether an error code means that a certificate is not trusted. */
export const isCertificateCode = (code: string): boolean => kindOf(code).code === "E_TLS";

const kindOf = (code: string): NetworkErrorKind => {
  const known = KINDS.get(code);
  if (known !== undefined) return known;
  if (CERTIFICATE_CODE.test(code)) return UNTRUSTED;
  return code.startsWith("ERR_SSL_") ? TLS_FAILED : BROKEN;
};

/** The kind for a connection in use, where the codes of a failed connection attempt can occur too. */
const kindOnOpenConnection = (kind: NetworkErrorKind): NetworkErrorKind =>
  kind === SLOW_CONNECT || kind === UNREACHABLE ? BROKEN : kind;

const withShorterLimit = (kind: NetworkErrorKind, { connectMs, requestMs }: Timeouts): NetworkErrorKind =>
  kind === SLOW_CONNECT && requestMs < connectMs ? SLOW_CONNECT_IN_TRY : kind;

/** undici's parser is WebAssembly, for which Node reserves 8 GB of addresses. A limit such as `ulimit -v` forbids that. */
const isOutOfMemory = (error: unknown): boolean =>
  error instanceof RangeError && /\b(?:out of memory|allocate)\b/i.test(error.message);

const outOfMemory = (cause: unknown): Failure =>
  new Failure("E_MEMORY", "not enough memory to send a request", {
    hint: [
      "A memory limit (such as ulimit -v) is too low for Node's defaults. This option lowers them. Nothing was sent.",
    ],
    next: [{ words: ["export", "NODE_OPTIONS=--disable-wasm-trap-handler"] }],
    sent: "no",
    cause,
  });

/** What matters of the request: only a write can have changed something. */
type FailedRequest = Pick<HttpRequest, "method" | "isNotRepeatable">;

/** The failure for an error that undici threw. */
export const networkFailure = (
  error: unknown,
  host: string,
  timeouts: Timeouts,
  { method, isNotRepeatable = false }: FailedRequest,
): Failure => {
  if (isOutOfMemory(error)) return outOfMemory(error);
  const { code, syscall } = errorCodeOf(error);
  const isInUse = syscall === "read" || syscall === "write";
  const kind = withShorterLimit(isInUse ? kindOnOpenConnection(kindOf(code)) : kindOf(code), timeouts);
  return new Failure(kind.code, kind.message(host, timeouts), {
    hint: [
      ...(kind.hint === REPEATABLE && (isNotRepeatable || method === "GET") ? [] : [kind.hint]),
      ...(method === "GET" ? [] : [SENT_HINT[kind.sent]]),
    ],
    sent: kind.sent,
    details: { reason: code },
    cause: error,
  });
};

/** Error codes that may not recur on a retry. An unknown host name or an untrusted certificate recurs. */
const TRANSIENT: ReadonlySet<unknown> = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
  "EADDRNOTAVAIL",
  "UND_ERR_SOCKET",
  "UND_ERR_RES_CONTENT_LENGTH_MISMATCH",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  // From a proxy that cannot reach the server.
  "HTTP 502",
  "HTTP 503",
  "HTTP 504",
]);

export const isTransient = ({ info }: Failure): boolean => TRANSIENT.has(info.details?.reason);

/** The same failure with `sent` over all tries: an earlier try may have got further than the last. */
export const withSent = ({ code, message, info }: Failure, sent: Sent): Failure => {
  const hint = (info.hint ?? []).map((line) => (SENT_HINTS.has(line) ? SENT_HINT[sent] : line));
  return new Failure(code, message, { ...info, hint, sent });
};

/** The same failure without the hint lines about sending the request. */
export const withoutSentHints = ({ code, message, info }: Failure): Failure => {
  const hint = (info.hint ?? []).filter((line) => !SENT_HINTS.has(line) && line !== REPEATABLE);
  return new Failure(code, message, { ...info, hint });
};

const SENT_HINT: Readonly<Record<Sent, string>> = {
  no: "Nothing was sent.",
  yes: "The request reached Novu.",
  unknown: "The request may or may not have reached Novu.",
};

const SENT_HINTS: ReadonlySet<string> = new Set(Object.values(SENT_HINT));

interface NodeErrorCode {
  readonly code: string;
  readonly syscall?: unknown;
}

/** Node's error code. Connection attempts to several addresses fail with an AggregateError; its first error counts. */
export const errorCodeOf = (error: unknown): NodeErrorCode => {
  const { name, code, syscall, cause, errors } = error as Partial<
    Record<keyof NodeErrorCode | "name" | "cause", unknown>
  > & { readonly errors?: readonly unknown[] };
  if (typeof code === "string") return { code, syscall };
  if (name === "HTTPParserError") return { code: name }; // undici gives it no code.
  const inner = errors?.[0] ?? cause;
  return inner === undefined ? { code: "unknown" } : errorCodeOf(inner);
};

/** The failure of a try that exceeded the request timeout. */
export const attemptTimeout = (host: string, timeouts: Timeouts, request: FailedRequest): Failure =>
  networkFailure({ code: "UND_ERR_HEADERS_TIMEOUT" }, host, timeouts, request);

/** The failure of a session whose time ran out during a try. */
export const sessionTimeout = (host: string, limitMs: number, { method }: FailedRequest): Failure =>
  new Failure("E_TIMEOUT", `no complete response from ${host} within ${durationText(limitMs)}`, {
    hint: method === "GET" ? [] : [SENT_HINT.unknown],
    sent: "unknown",
    details: { reason: "UND_ERR_HEADERS_TIMEOUT" },
  });
