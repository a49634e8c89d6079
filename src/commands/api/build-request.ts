import type { Context } from "../../context/context.js";
import { takesQuery } from "../../domain/http-method.js";
import { assignAll } from "../../domain/payload.js";
import type { HttpRequest } from "../../http/http.js";
import { derivedKey, freshKey } from "../../novu/idempotency-key.js";
import type { ApiInput } from "./api-input.js";
import { withFields } from "./query-text.js";
import { pathBelow } from "./raw-path.js";

/** The request that was written. @throws Failure E_HOST, E_PATH, E_FILE */
export const buildRequest = async (
  { readText }: Pick<Context, "readText">,
  input: ApiInput,
  baseUrl: string,
): Promise<HttpRequest> => {
  const { method, fields, source } = input;
  const below = pathBelow(input.path, baseUrl);
  const text = source === undefined ? fieldsText(input) : await readText(source);
  const request: HttpRequest = {
    method,
    path: takesQuery(method) ? withFields(below, fields) : below,
    ...(text === undefined ? {} : { text }),
    isOnce: method === "POST" || method === "PATCH",
  };
  return { ...request, headers: { ...idempotency(request, input, baseUrl), ...input.headers } };
};

const fieldsText = ({ method, fields }: ApiInput): string | undefined =>
  takesQuery(method) || fields.length === 0 ? undefined : JSON.stringify(assignAll({}, fields));

/** Every write has a key; a user's own is made safe like that of every other write (contract 5). */
const idempotency = (
  request: HttpRequest,
  { idempotencyKey }: ApiInput,
  baseUrl: string,
): Record<string, string> => {
  if (request.method === "GET") return {};
  const { host } = new URL(baseUrl);
  return {
    "idempotency-key": idempotencyKey === undefined ? freshKey() : derivedKey(idempotencyKey, host, request),
  };
};
