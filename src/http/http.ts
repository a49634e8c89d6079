import type { Sent } from "../failures/failure.js";

/** One request to Novu. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Appended to the base URL. Percent-encoded, with the query; see `path`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent verbatim in place of `body`. Its content type is JSON too, unless a header says otherwise. */
  readonly text?: string;
  /** The request is not idempotent. It is not retried if it may have been carried out. */
  readonly isNotRepeatable?: boolean;
  /** A new idempotency key for a retry after a final response. Without it there is no such retry. */
  readonly newIdempotencyKey?: () => string;
  /** Aborts this request with E_INTERRUPTED. */
  readonly signal?: AbortSignal;
  /** Per try, ms. Counts only if it is less than the client's own limit. */
  readonly timeoutMs?: number;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** True if only the beginning of the body was read. */
  readonly isCut?: boolean;
  /** Absent if the first try succeeded. */
  readonly retries?: RetrySummary;
}

/** The tries that led to the last response or failure. */
export interface RetrySummary {
  readonly tries: number;
  readonly elapsedMs: number;
  /** Over all tries. */
  readonly sent: Sent;
  /** A sentence: why there was no further try. Undefined if the maximum number was reached. */
  readonly stopReason: string | undefined;
}

/**
 * Sends one request and returns the response, whatever its status. The key is masked in the texts of errors.
 * @throws Failure E_DNS, E_PROXY, E_CONNECT, E_TLS, E_TIMEOUT, E_NETWORK, E_INTERRUPTED; E_ANSWER_SIZE and
 * E_ANSWER_ENCODING for a response that was not read
 */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

/** Several requests for one operation. All share the time limit; the writes also share the number of tries. */
export interface RequestSession {
  readonly http: Http;
  /** Logs a retry of the write and waits for the backoff; false if the budget is used up. @throws Failure E_INTERRUPTED */
  retry(reason: string): Promise<boolean>;
  /** Waits, but no longer than the time left. @throws Failure E_INTERRUPTED */
  pause(ms: number): Promise<void>;
  /** Logs a line for `-v`. */
  log(text: string): void;
  retries(): RetrySummary;
  /** The status of the last response to a write, if any. */
  status(): number | undefined;
}

export type SessionFactory = () => RequestSession;

/** One request as logged for `-v`. */
export interface HttpTrace {
  readonly method: string;
  readonly path: string;
  readonly outcome: string;
  readonly milliseconds: number;
}
