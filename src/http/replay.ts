import type { HttpResponse } from "./http.js";

/** Whether the server gave an answer once more that it keeps under an idempotency key; docs had another name for it. */
export const isReplay = ({ headers }: Pick<HttpResponse, "headers">): boolean =>
  /^\s*true\s*$/i.test(headers["idempotency-replay"] ?? headers["idempotent-replay"] ?? "");
