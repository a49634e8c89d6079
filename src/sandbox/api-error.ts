import { STATUS_CODES } from "node:http";

export interface FieldProblem {
  readonly messages: readonly string[];
  readonly value?: unknown;
}

export interface ApiErrorFacts {
  readonly status: number;
  readonly message: string | readonly string[];
  /** What the framework's own exception held besides the text; newer servers copy it into `ctx`. */
  readonly inner?: { readonly error?: string; readonly statusCode?: number };
  readonly errors?: Readonly<Record<string, FieldProblem>>;
  readonly errorId?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that is an error; how it is written down is the dialect's business. */
export class ApiError extends Error {
  /** For who uses the sandbox as a library. */
  readonly code = "ERR_SANDBOX_INPUT";
  readonly facts: ApiErrorFacts;
  constructor(facts: ApiErrorFacts) {
    super([facts.message].flat().join("\n"));
    this.facts = facts;
  }
}

/** An exception thrown with a text of its own: the body also names the status. */
export const exception = (
  status: number,
  message: string | readonly string[],
  headers: Readonly<Record<string, string>> = {},
): ApiError =>
  new ApiError({
    status,
    message,
    inner: { error: STATUS_CODES[status] ?? "Error", statusCode: status },
    headers,
  });

/** An exception thrown without a text: the text is the status, and nothing else names it. */
export const bareException = (status: number): ApiError =>
  new ApiError({ status, message: STATUS_CODES[status] ?? "Error", inner: { statusCode: status } });

export const badRequest = (message: string | readonly string[]): ApiError => exception(400, message);
export const unauthorized = (message: string): ApiError => exception(401, message);
export const notFound = (message: string): ApiError => exception(404, message);
