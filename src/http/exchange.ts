import type { Dispatcher } from "undici";
import { Failure } from "../failures/failure.js";
import type { HttpRequest, HttpResponse } from "./http.js";
import { errorCodeOf } from "./network-failure.js";
import { MAX_ERROR_BYTES, MAX_RESPONSE_BYTES } from "./response-limits.js";

/** A request that is ready to be sent. */
interface PreparedRequest {
  readonly request: HttpRequest;
  readonly url: Pick<URL, "origin" | "host" | "pathname" | "search">;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | undefined;
  readonly limitMs: number;
  readonly beforeSend?: (() => void) | undefined;
}

/** Node fires a timer with a longer delay immediately. */
const MAX_TIMER_MS = 2 ** 31 - 1;

type Abort = (reason: unknown) => void;

/** The requests in flight. */
interface InFlight {
  /** @returns a handle for `remove` */
  readonly add: (abort: Abort) => number;
  readonly remove: (index: number) => void;
  readonly abortAll: (reason: unknown) => void;
}

/**
 * Sends one request and reads the whole response. Uses undici's dispatch handlers directly: `undici.request` creates a
 * stream per response, and an AbortSignal per request costs more than the rest of the request (ADR 0024).
 * @throws undici's error, the reason of an abort, a TimeoutError, or a Failure for a response that is not read
 */
export const exchange = (
  dispatcher: Dispatcher,
  outgoing: PreparedRequest,
  { add, remove, onStart }: Pick<InFlight, "add" | "remove"> & { readonly onStart: () => void },
): Promise<HttpResponse> =>
  new Promise((resolve, reject) => {
    const { request, url, headers, text, limitMs, beforeSend } = outgoing;
    const chunks: Buffer[] = [];
    let controller: Dispatcher.DispatchController | undefined;
    let bytes = 0;
    let head: Pick<HttpResponse, "status" | "headers"> | undefined;
    let isSettled = false;
    let isTimedOut = false;

    const settle = (): boolean => {
      if (isSettled) return false;
      isSettled = true;
      clearTimeout(timer);
      remove(index);
      request.signal?.removeEventListener("abort", onAbort);
      return true;
    };
    const abort = (reason: unknown): void => {
      if (!settle()) return;
      controller?.abort(asError(reason));
      reject(reason);
    };
    const onAbort = () => abort(request.signal?.reason);
    /** Until there is a connection, the connect timeout applies; its error says that nothing was sent. */
    const onTimeout = () => {
      isTimedOut = true;
      if (controller !== undefined) abort(new DOMException("the whole try took too long", "TimeoutError"));
    };
    const timer = setTimeout(onTimeout, Math.min(limitMs, MAX_TIMER_MS));
    const index = add(abort);
    if (request.signal?.aborted) return onAbort();
    request.signal?.addEventListener("abort", onAbort, { once: true });

    dispatcher.dispatch(
      {
        origin: url.origin,
        path: url.pathname + url.search,
        method: request.method,
        headers,
        body: text ?? null,
      },
      {
        onRequestStart: (started) => {
          onStart();
          controller = started;
          if (isSettled) started.abort(new Error("given up"));
          else if (isTimedOut) onTimeout();
          else callBeforeSend(beforeSend, abort);
        },
        onResponseStart: (_, status, raw) => {
          if (status < 200) return;
          head = { status, headers: headersFrom(raw) };
          const encoding = head.headers["content-encoding"];
          const coding = encoding === undefined ? undefined : compressionIn(encoding);
          if (coding !== undefined && !BODILESS.has(status))
            abort(compressedResponse(request, coding, { host: url.host, status }));
        },
        onResponseData: (_, chunk) => {
          chunks.push(chunk);
          bytes += chunk.length;
          if (head === undefined || isSuccess(head) || bytes <= MAX_ERROR_BYTES || !settle()) return;
          resolve({ ...head, body: textOf(chunks, MAX_ERROR_BYTES), isCut: true });
          controller?.abort(new Error("enough of it was read"));
        },
        onResponseEnd: () => {
          if (head !== undefined && settle()) resolve({ ...head, body: textOf(chunks) });
        },
        onResponseError: (_, error) => {
          if (!settle()) return;
          const isTooLarge = head !== undefined && errorCodeOf(error).code === OVER_LIMIT;
          reject(
            isTooLarge ? responseTooLarge(request, { host: url.host, status: head?.status ?? 0 }) : error,
          );
        },
      },
    );
  });

/** undici writes the request right after this, unless it was aborted. */
const callBeforeSend = (beforeSend: (() => void) | undefined, abort: Abort): void => {
  try {
    beforeSend?.();
  } catch (error) {
    abort(error);
  }
};

const isSuccess = ({ status }: Pick<HttpResponse, "status">): boolean => status >= 200 && status < 300;

const BODILESS: ReadonlySet<number> = new Set([204, 304]);
const OVER_LIMIT = "UND_ERR_RES_EXCEEDED_MAX_SIZE";

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

const headersFrom = (
  raw: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const name in raw) {
    // Assigning __proto__ would set the object's prototype.
    if (name !== "__proto__") headers[name] = String(raw[name]);
  }
  return headers;
};

/** Decodes UTF-8, without a byte order mark. */
const textOf = (chunks: readonly Buffer[], maxBytes = Number.POSITIVE_INFINITY): string => {
  const [first = Buffer.alloc(0)] = chunks;
  const whole = chunks.length > 1 ? Buffer.concat(chunks) : first;
  const text = whole.subarray(0, Math.min(maxBytes, whole.length)).toString("utf8");
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
};

/**
 * Reuses array indexes. A Set under constant turnover keeps allocating new tables, and old tables in the old generation
 * keep their entries alive: with a Set every minor garbage collection took ten times as long.
 */
export const createInFlight = (): InFlight => {
  const aborts: (Abort | undefined)[] = [];
  const free: number[] = [];
  return {
    add: (abort) => {
      const index = free.pop() ?? aborts.length;
      aborts[index] = abort;
      return index;
    },
    remove: (index) => {
      aborts[index] = undefined;
      free.push(index);
    },
    abortAll: (reason) => {
      for (const abort of [...aborts]) abort?.(reason);
    },
  };
};

/** Compressing content codings. Any other value of the header does not change the bytes. */
const COMPRESSIONS = /^(?:x-)?(?:gzip|compress)$|^(?:deflate|br|zstd|dcb|dcz)$/;

/** The compression that a Content-Encoding header names, if any. */
const compressionIn = (contentEncoding: string | string[] | undefined): string | undefined =>
  String(contentEncoding ?? "")
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim())
    .find((coding) => COMPRESSIONS.test(coding));

interface UnreadResponse {
  readonly host: string;
  readonly status: number;
}

const responseTooLarge = (request: HttpRequest, { host, status }: UnreadResponse): Failure =>
  unread("E_ANSWER_SIZE", request, status, {
    message: `the response from ${host} is larger than ${MAX_RESPONSE_BYTES / 2 ** 20} MiB`,
    hint: "Even 100 messages with the largest payloads are smaller. Check the URL, or use a smaller --limit.",
  });

const compressedResponse = (
  request: HttpRequest,
  coding: string,
  { host, status }: UnreadResponse,
): Failure =>
  unread("E_ANSWER_ENCODING", request, status, {
    message: `the response from ${host} is compressed (${coding}), which novu-msg didn't request`,
    hint: "A proxy in between compresses responses; it should respect Accept-Encoding: identity.",
  });

/** Only the status is known, so for a write the hint says what the status implies. */
const unread = (
  code: "E_ANSWER_SIZE" | "E_ANSWER_ENCODING",
  { method, path }: HttpRequest,
  status: number,
  { message, hint }: { readonly message: string; readonly hint: string },
): Failure =>
  new Failure(code, message, {
    hint: [hint, ...(method === "GET" ? [] : [outcomeOf(status)])],
    sent: "yes",
    http: { status, method, path: path.replace(/\?.*/s, "") },
  });

const outcomeOf = (status: number): string =>
  status >= 200 && status < 300
    ? `The status (${status}) says the change was made. Read the message to check.`
    : `The status (${status}) says the change was most likely not made.`;
