import type { NextStep, Sent } from "../failures/failure.js";
import type { FailureCode } from "../failures/failure-codes.js";
import type { HttpRequest, HttpResponse } from "../http/http.js";
import type { ErrorText } from "./error-text.js";

/** What a request was about, so that a sentence can name it. */
export interface Subject {
  readonly subscriberId?: string;
  readonly messageId?: string;
  /** A call that the user wrote: only method and path can be named. */
  readonly isRaw?: boolean;
}

/** How key and address were chosen, and what to do where they were the wrong ones. */
export interface KeyOrigin {
  readonly text: string;
  readonly next: readonly NextStep[];
}

/** An answer that is not a success, and what is known around it. */
export interface ErrorResponse {
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  readonly text: ErrorText;
  readonly subject: Subject;
  readonly keyOrigin: KeyOrigin | undefined;
}

/** What an answer means. */
export interface ErrorClassification {
  readonly code: FailureCode;
  readonly message: string;
  readonly hint?: readonly string[];
  readonly next?: readonly NextStep[];
  /** `yes` when left out. */
  readonly sent?: Sent;
}

export const originLines = ({ keyOrigin }: Pick<ErrorResponse, "keyOrigin">): string[] =>
  keyOrigin === undefined ? [] : [keyOrigin.text];

/** Whether a try before this answer may have changed something. */
export const mayBeDone = ({ method }: HttpRequest, { retries }: HttpResponse): boolean =>
  method !== "GET" && retries?.sent === "unknown";
