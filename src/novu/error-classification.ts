import type { FailureInfo, NextStep, Sent } from "../failures/failure.js";
import type { FailureCode } from "../failures/failure-codes.js";
import type { HttpRequest, HttpResponse } from "../http/http.js";
import type { readErrorText } from "./error-text.js";

/** What a request was about, to name it in messages. */
export interface Subject {
  readonly subscriberId?: string;
  readonly messageId?: string;
  /** A request that the user wrote: only its method and path can be named. */
  readonly isRaw?: boolean;
}

/** Where the key and the API URL came from, and what to do if they are wrong. */
export interface KeyOrigin {
  readonly text?: string;
  /** Sentences: what can be wrong with a key that this server does not know. Default: that of a cloud. */
  readonly unknownKey?: readonly string[];
  readonly next: readonly NextStep[];
}

/** A response that is not a success, with its request. */
export interface ErrorResponse {
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  readonly text: ReturnType<typeof readErrorText>;
  readonly subject: Subject;
  readonly keyOrigin: KeyOrigin | undefined;
}

/** What an error response means. */
export interface ErrorClassification {
  readonly code: FailureCode;
  readonly message: string;
  readonly hint?: readonly string[];
  readonly next?: readonly NextStep[];
  /** Default: `yes`. */
  readonly sent?: Sent;
  readonly details?: FailureInfo["details"];
}

export const originLines = ({ keyOrigin }: Pick<ErrorResponse, "keyOrigin">): string[] =>
  keyOrigin?.text === undefined ? [] : [keyOrigin.text];

/** Whether an attempt before this response may have changed something. */
export const mayHaveApplied = ({ method }: HttpRequest, { retries }: HttpResponse): boolean =>
  method !== "GET" && retries?.sent === "unknown";
