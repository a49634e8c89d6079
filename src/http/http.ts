import type { Sent } from "../failures/failure.js";

/** One request to Novu, below its base address. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Percent-encoded, with query; see `path`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it stands, in place of `body`; as JSON too, unless a header says otherwise. */
  readonly text?: string;
  /** Twice may be more than once: nobody may be told that sending it again is safe. */
  readonly isOnce?: boolean;
  /** Another idempotency key, for a try after an answer; without it the one in `headers` is then used up. */
  readonly renewKey?: () => string;
  /** Ends this one request when its answer is no longer wanted, as E_INTERRUPTED. */
  readonly signal?: AbortSignal;
  /** Less than the client's own limit for one try, ms. */
  readonly timeoutMs?: number;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether only the beginning of the body was read. */
  readonly isCut?: boolean;
  /** How it came about; absent where one try was enough. */
  readonly tried?: RetrySummary;
}

/** What was done until an answer or a failure was the last one. */
export interface RetrySummary {
  readonly tries: number;
  readonly elapsedMs: number;
  /** What may have become of all these tries. */
  readonly sent: Sent;
  /** Why no other try was made, where that was not their number: a sentence. */
  readonly because: string | undefined;
}

/**
 * Sends one request and gives the answer, whatever its status. The key in an error's text is masked.
 * @throws Failure E_DNS, E_PROXY, E_CONNECT, E_TLS, E_TIMEOUT, E_NETWORK, E_INTERRUPTED; E_ANSWER_SIZE and
 * E_ANSWER_ENCODING for an answer that was not read
 */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

/** One piece of work of several requests: they share its time, and its writes the number of tries. */
export interface RequestSession {
  readonly http: Http;
  /** Says that it will be tried again, and waits for its turn; false where the budget has none left. */
  again(reason: string): Promise<boolean>;
  /** Gives the server a moment, as far as there is time. @throws Failure E_INTERRUPTED */
  pause(ms: number): Promise<void>;
  /** Something to know, for `-v`. */
  note(text: string): void;
  tried(): RetrySummary;
  /** Of the last answer to a write, where there was one. */
  status(): number | undefined;
}

export type SessionFactory = () => RequestSession;

/** What happened on the wire, for `-v`. */
export interface HttpTrace {
  readonly method: string;
  readonly path: string;
  readonly outcome: string;
  readonly milliseconds: number;
}
