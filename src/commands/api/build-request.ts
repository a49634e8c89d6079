import type { Context } from "../../context/context.js";
import { Failure } from "../../failures/failure.js";
import type { HttpRequest } from "../../http/http.js";
import { takesQuery } from "../../model/http-method.js";
import type { JsonValue } from "../../model/json.js";
import { assignAll } from "../../model/payload.js";
import { depthProblem } from "../../model/payload-problem.js";
import { writeKey } from "../../novu/write-key.js";
import type { ApiInput } from "./api-input.js";
import { withFields } from "./query-text.js";
import { pathBelow } from "./raw-path.js";

/**
 * The request that was typed. Every write has an idempotency key (docs/novu-api.md, "Idempotency").
 * @throws Failure E_HOST, E_PATH, E_FILE
 */
export const buildRequest = async (
  { readText }: Pick<Context, "readText">,
  input: ApiInput,
  baseUrl: string,
): Promise<HttpRequest> => {
  const { method, fields, source } = input;
  const below = pathBelow(input.path, baseUrl);
  const text = source === undefined ? fieldsText(input) : withinDepth(await readText(source));
  const request: HttpRequest = {
    method,
    path: takesQuery(method) ? withFields(below, fields) : below,
    ...(text === undefined ? {} : { text }),
    isOnce: method === "POST" || method === "PATCH",
  };
  if (method === "GET") return { ...request, headers: input.headers };
  const key = writeKey(input.idempotencyKey, baseUrl, () => request);
  const isByHand = Object.hasOwn(input.headers, "idempotency-key");
  return {
    ...request,
    headers: { "idempotency-key": key.next(), ...input.headers },
    ...(key.renew === undefined || isByHand ? {} : { renewKey: key.renew }),
  };
};

/** A body that is no JSON is sent as it stands. @throws Failure E_PAYLOAD */
const withinDepth = (text: string): string => {
  const tooDeep = depthProblem(parseJsonText(text));
  if (tooDeep === undefined) return text;
  throw new Failure("E_PAYLOAD", `the body of --input ${tooDeep}`, { hint: ["Nothing was sent."] });
};

const parseJsonText = (text: string): JsonValue => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const fieldsText = ({ method, fields }: ApiInput): string | undefined =>
  takesQuery(method) || fields.length === 0 ? undefined : JSON.stringify(assignAll({}, fields));
