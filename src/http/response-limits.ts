import { Failure } from "../failures/failure.js";
import type { HttpRequest } from "./http.js";

/**
 * Bytes of one answer. Novu takes requests of up to 100 kB, so a message can hold its trigger's payload, its content and
 * the payload of its answer with 100 kB each: a page of 100 is 30 MB at most. A usual message is 2 to 5 kB.
 */
export const LARGEST_RESPONSE = 32 * 2 ** 20;

/** Bytes that are read of an answer that is no success: an error of Novu's has a few kB, of which it quotes 100 at most. */
export const LARGEST_ERROR = 2 ** 20;

/** Ways to pack a body; anything else that stands in the header says nothing about its bytes. */
const CODINGS = /^(?:x-)?(?:gzip|compress)$|^(?:deflate|br|zstd|dcb|dcz)$/;

/** How an answer is packed, or undefined where it can be read as it is. */
export const packingOf = (contentEncoding: string | string[] | undefined): string | undefined =>
  String(contentEncoding ?? "")
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim())
    .find((coding) => CODINGS.test(coding));

interface Cut {
  readonly host: string;
  readonly status: number;
}

export const tooLarge = (request: HttpRequest, { host, status }: Cut): Failure =>
  unread("E_ANSWER_SIZE", request, status, {
    message: `the answer from ${host} is larger than ${LARGEST_RESPONSE / 2 ** 20} MiB`,
    hint: "A page of 100 messages with the largest payloads that Novu takes is smaller; reading was given up. Is the address right? A smaller limit makes a list smaller.",
  });

export const packed = (request: HttpRequest, coding: string, { host, status }: Cut): Failure =>
  unread("E_ANSWER_ENCODING", request, status, {
    message: `the answer from ${host} came compressed (${coding}), which was not asked for`,
    hint: "Something between here and Novu compresses on its own; it should heed Accept-Encoding: identity.",
  });

/** The status is known, the rest is not: what it says is all there is to say about a change. */
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
    ? `The change was made as far as the status (${status}) tells; reading the message shows its state.`
    : `The server answered with ${status}, so the change was most likely not made.`;
