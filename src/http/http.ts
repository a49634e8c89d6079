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
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Sends one request and gives the answer, whatever its status. The key in an error's text is masked.
 * @throws Failure E_DNS, E_PROXY, E_CONNECT, E_TLS, E_TIMEOUT, E_NETWORK, E_INTERRUPTED; E_ANSWER_SIZE and
 * E_ANSWER_ENCODING for an answer that was not read
 */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

/** What happened on the wire, for `-v`. */
export interface HttpTrace {
  readonly method: string;
  readonly path: string;
  readonly outcome: string;
  readonly milliseconds: number;
}
