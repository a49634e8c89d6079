import type { InParts, Outcome } from "../../context/command-module.js";
import type { Connected, Context } from "../../context/context.js";
import { Failure } from "../../failures/failure.js";
import type { HttpRequest, HttpResponse } from "../../http/http.js";
import { isReplay } from "../../http/retry-policy.js";
import { takesQuery } from "../../model/http-method.js";
import type { JsonValue } from "../../model/json.js";
import { assignAll, depthProblem } from "../../model/payload.js";
import { writeKey } from "../../novu/idempotency-key.js";
import type { Novu } from "../../novu/novu.js";
import {
  type RawItems,
  type RawResponse,
  rawItemsView,
  rawResponseDocument,
  rawResponseView,
  wholeList,
} from "../../views/raw-response-view.js";
import {
  type RequestPreview,
  requestPreviewDocument,
  requestPreviewView,
} from "../../views/request-preview-view.js";
import { previewRequest } from "../preview-request.js";
import type { ApiInput } from "./api-input.js";
import { pagedList, pageIn } from "./paged-list.js";
import { withFields } from "./query-text.js";
import { pathBelow } from "./raw-path.js";
import { jsonOf, sendRaw } from "./read-response.js";

type Model = RawResponse | RawItems | RequestPreview;
type Needs = Pick<Context, "address" | "connect" | "readText" | "output">;

/** Sends a request that the user wrote, or shows it; follows a list from page to page. */
export const run = async (context: Needs, input: ApiInput): Promise<Outcome<Model> | InParts<Model>> => {
  const { output } = context;
  const baseUrl = await context.address();
  const request = await buildRequest(context, input, baseUrl);
  if (input.preview !== undefined) return { model: previewRequest(request, baseUrl, input.preview) };
  const connected = await context.connect();
  const { facts } = connected;
  const novu = await senderOf(connected, request);
  const send = (path: string, label: string) =>
    output.during(label, sendRaw(novu, { ...request, path }, input.withHead));
  const response = await send(request.path, "asking Novu");
  if (!input.paginate) {
    const model = answerOf(request, response, input, facts);
    return { model, warnings: model.isReplay ? [REPLAYED] : [] };
  }
  const first = pageIn(response, request.path);
  if (first === undefined) return { model: answerOf(request, response, input, facts, [NO_PAGE]) };
  return {
    ...pagedList(first, request.path, input.limit, (path, page) => send(path, `reading page ${page}`)),
    whole: (parts) => wholeList(parts.map((part) => ("items" in part ? part.items : []))),
  };
};

/** What sends it; for a request that may change something, once that is allowed. */
const senderOf = async (
  { novu, forWriting }: Connected,
  { method, path }: HttpRequest,
): Promise<Pick<Novu, "raw" | "refusal">> => {
  if (method !== "GET") return forWriting({ what: `send ${method} ${withoutQuery(path)}` });
  return { refusal: novu.refusal, raw: (request) => novu.raw({ ...request, method }) };
};

const withoutQuery = (path: string): string => path.replace(/\?.*/s, "");

const isRepeatedWrite = (method: HttpRequest["method"], response: HttpResponse): boolean =>
  method !== "GET" && isReplay(response);

const REPLAYED =
  "Novu repeated an earlier answer to this idempotency key: nothing was written now, and things may have changed since";

const NO_PAGE = "the answer is not a page of a list, so there was nothing to follow";

const answerOf = (
  { method, path }: HttpRequest,
  response: HttpResponse,
  { withHead }: ApiInput,
  place: Connected["facts"],
  warnings: readonly string[] = [],
): RawResponse => ({
  ...response,
  method,
  route: withoutQuery(path),
  json: jsonOf(response),
  withHead,
  isReplay: isRepeatedWrite(method, response),
  warnings: isRepeatedWrite(method, response) ? [REPLAYED, ...warnings] : warnings,
  place,
});

export const document = (model: Model): JsonValue => {
  if ("items" in model) return [...model.items];
  return "place" in model ? rawResponseDocument(model) : requestPreviewDocument(model);
};

export const view = (model: Model) => {
  if ("items" in model) return rawItemsView(model);
  return "place" in model ? rawResponseView(model) : requestPreviewView(model);
};

/**
 * The request that was typed. Every write has an idempotency key (docs/novu-api.md, "Idempotency").
 * @throws Failure E_HOST, E_PATH, E_FILE
 */
const buildRequest = async (
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
