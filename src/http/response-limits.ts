import { Failure } from "../failures/failure.js";
import type { HttpRequest } from "./http.js";

/**
 * Novu accepts requests of up to 100 kB, so a message can hold a trigger payload, content and an answer payload of 100 kB
 * each, and a page of 100 messages at most 30 MB. A typical message has 2 to 5 kB.
 */
export const MAX_RESPONSE_BYTES = 32 * 2 ** 20;

/** Of an error response, no more is read. Novu's errors have a few kB and quote at most 100 kB of the request. */
export const MAX_ERROR_BYTES = 2 ** 20;

/** Compressing content codings. Any other value of the header does not change the bytes. */
const COMPRESSIONS = /^(?:x-)?(?:gzip|compress)$|^(?:deflate|br|zstd|dcb|dcz)$/;

/** The compression that a Content-Encoding header names, if any. */
export const compressionIn = (contentEncoding: string | string[] | undefined): string | undefined =>
  String(contentEncoding ?? "")
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim())
    .find((coding) => COMPRESSIONS.test(coding));

interface UnreadResponse {
  readonly host: string;
  readonly status: number;
}

export const responseTooLarge = (request: HttpRequest, { host, status }: UnreadResponse): Failure =>
  unread("E_ANSWER_SIZE", request, status, {
    message: `the answer from ${host} is larger than ${MAX_RESPONSE_BYTES / 2 ** 20} MiB`,
    hint: "A page of 100 messages with the largest payloads that Novu takes is smaller; reading was given up. Is the address right? A smaller limit makes a list smaller.",
  });

export const compressedResponse = (
  request: HttpRequest,
  coding: string,
  { host, status }: UnreadResponse,
): Failure =>
  unread("E_ANSWER_ENCODING", request, status, {
    message: `the answer from ${host} came compressed (${coding}), which was not asked for`,
    hint: "Something between here and Novu compresses on its own; it should heed Accept-Encoding: identity.",
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
    ? `The change was made as far as the status (${status}) tells; reading the message shows its state.`
    : `The server answered with ${status}, so the change was most likely not made.`;
