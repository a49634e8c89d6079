import type { Dispatcher } from "undici";
import type { HttpRequest, HttpResponse } from "./http.js";
import { reasonOf } from "./network-failure.js";
import { LARGEST_ERROR, packed, packingOf, tooLarge } from "./response-limits.js";

/** A request as it goes out, and how long it may take. */
export interface Outgoing {
  readonly request: HttpRequest;
  readonly url: Pick<URL, "origin" | "host" | "pathname" | "search">;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | undefined;
  readonly limitMs: number;
  readonly beforeSend?: (() => void) | undefined;
}

/** The longest a timer can run; a longer one would end at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

type End = (reason: unknown) => void;

/** Exchanges under way, to end them all. */
interface InFlight {
  /** @returns its place */
  readonly enter: (end: End) => number;
  readonly leave: (place: number) => void;
  readonly endAll: (reason: unknown) => void;
}

/**
 * One request and its whole answer, over undici's handlers: its `request` makes a stream of every answer, and a
 * signal for every request costs more than the rest of it (ADR 0024).
 * @throws what undici says, an end's reason, a TimeoutError, and Failure for an answer that is not read
 */
export const exchange = (
  dispatcher: Dispatcher,
  outgoing: Outgoing,
  { enter, leave: leavePlace, onStart }: Pick<InFlight, "enter" | "leave"> & { readonly onStart: () => void },
): Promise<HttpResponse> =>
  new Promise((resolve, reject) => {
    const { request, url, headers, text, limitMs, beforeSend } = outgoing;
    const chunks: Buffer[] = [];
    let controller: Dispatcher.DispatchController | undefined;
    let bytes = 0;
    let head: Pick<HttpResponse, "status" | "headers"> | undefined;
    let isOver = false;
    let isLate = false;

    const settle = (): boolean => {
      if (isOver) return false;
      isOver = true;
      clearTimeout(timer);
      leavePlace(place);
      request.signal?.removeEventListener("abort", leave);
      return true;
    };
    const end = (reason: unknown): void => {
      if (!settle()) return;
      controller?.abort(asError(reason));
      reject(reason);
    };
    const leave = () => end(request.signal?.reason);
    /** Before there is a connection the connection's own limit ends it, and says that nothing was sent. */
    const tooLate = () => {
      isLate = true;
      if (controller !== undefined) end(new DOMException("the whole try took too long", "TimeoutError"));
    };
    const timer = setTimeout(tooLate, Math.min(limitMs, LONGEST_TIMER_MS));
    const place = enter(end);
    if (request.signal?.aborted) return leave();
    request.signal?.addEventListener("abort", leave, { once: true });

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
          if (isOver) started.abort(new Error("given up"));
          else if (isLate) tooLate();
          else check(beforeSend, end);
        },
        onResponseStart: (_, status, raw) => {
          if (status < 200) return;
          head = { status, headers: textsOf(raw) };
          const encoding = head.headers["content-encoding"];
          const coding = encoding === undefined ? undefined : packingOf(encoding);
          if (coding !== undefined && !BODILESS.has(status))
            end(packed(request, coding, { host: url.host, status }));
        },
        onResponseData: (_, chunk) => {
          chunks.push(chunk);
          bytes += chunk.length;
          if (head === undefined || isSuccess(head) || bytes <= LARGEST_ERROR || !settle()) return;
          resolve({ ...head, body: textOf(chunks, LARGEST_ERROR), isCut: true });
          controller?.abort(new Error("enough of it was read"));
        },
        onResponseEnd: () => {
          if (head !== undefined && settle()) resolve({ ...head, body: textOf(chunks) });
        },
        onResponseError: (_, error) => {
          if (!settle()) return;
          const isTooLarge = head !== undefined && reasonOf(error).code === OVER_LIMIT;
          reject(isTooLarge ? tooLarge(request, { host: url.host, status: head?.status ?? 0 }) : error);
        },
      },
    );
  });

/** undici writes the request right after this, unless it was ended. */
const check = (beforeSend: (() => void) | undefined, end: (reason: unknown) => void): void => {
  try {
    beforeSend?.();
  } catch (error) {
    end(error);
  }
};

const isSuccess = ({ status }: Pick<HttpResponse, "status">): boolean => status >= 200 && status < 300;

const BODILESS: ReadonlySet<number> = new Set([204, 304]);
const OVER_LIMIT = "UND_ERR_RES_EXCEEDED_MAX_SIZE";

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

const textsOf = (raw: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> => {
  const texts: Record<string, string> = {};
  for (const name in raw) {
    // A header named __proto__ would be none of the object's own.
    if (name !== "__proto__") texts[name] = String(raw[name]);
  }
  return texts;
};

/** Without the mark that some put in front of UTF-8. */
const textOf = (chunks: readonly Buffer[], most = Number.POSITIVE_INFINITY): string => {
  const [first = Buffer.alloc(0)] = chunks;
  const whole = chunks.length > 1 ? Buffer.concat(chunks) : first;
  const text = whole.subarray(0, Math.min(most, whole.length)).toString("utf8");
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
};

/**
 * Places that are used again. A Set that always gets new members makes new tables all the time, of which those
 * that lived long keep what they held alive: with one every young collection took ten times as long.
 */
export const createInFlight = (): InFlight => {
  const places: (End | undefined)[] = [];
  const free: number[] = [];
  return {
    enter: (end) => {
      const place = free.pop() ?? places.length;
      places[place] = end;
      return place;
    },
    leave: (place) => {
      places[place] = undefined;
      free.push(place);
    },
    endAll: (reason) => {
      for (const end of [...places]) end?.(reason);
    },
  };
};
