import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";

export interface FieldProblem {
  readonly messages: readonly string[];
  readonly value?: unknown;
}

export interface ApiErrorDetails {
  readonly status: number;
  readonly message: string | readonly string[];
  /** Fields of the framework's exception besides the text; newer servers copy them into `ctx`. */
  readonly inner?: { readonly error?: string; readonly statusCode?: number; readonly reason?: string };
  readonly errors?: Readonly<Record<string, FieldProblem>>;
  readonly errorId?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error response; its body depends on the server version. */
export class ApiError extends Error {
  /** For users of the library. */
  readonly code = "ERR_SANDBOX_INPUT";
  readonly details: ApiErrorDetails;
  constructor(details: ApiErrorDetails) {
    super([details.message].flat().join("\n"));
    this.details = details;
  }
}

/** An exception with a custom text: the body also has the name of the status. */
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

/** An exception without a text: the text is the name of the status. */
export const bareException = (status: number): ApiError =>
  new ApiError({ status, message: STATUS_CODES[status] ?? "Error", inner: { statusCode: status } });

export const internalError = (): ApiError =>
  new ApiError({
    status: 500,
    message: "Internal server error, contact support and provide them with the errorId",
    errorId: randomUUID(),
  });

export const badRequest = (message: string | readonly string[]): ApiError => exception(400, message);
export const unauthorized = (message: string): ApiError => exception(401, message);
export const notFound = (message: string): ApiError => exception(404, message);
