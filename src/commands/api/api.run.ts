import type { Outcome, StreamedResult } from "../../context/command-module.js";
import type { Connected, Context } from "../../context/context.js";
import { Failure } from "../../failures/failure.js";
import type { HttpRequest, HttpResponse } from "../../http/http.js";
import { isReplay } from "../../http/retry-policy.js";
import { depthOf, type JsonValue, jsonIn } from "../../model/json.js";
import { assignAll, assignmentConflict, depthProblem, parentsFirst } from "../../model/payload.js";
import { parseJson } from "../../novu/envelope.js";
import { idempotencyKeySource } from "../../novu/idempotency-key.js";
import type { Novu } from "../../novu/novu.js";
import { conflictingAssignments } from "../../views/conflicting-assignments.js";
import {
  columnsOf,
  headLines,
  type RawItems,
  type RawResponse,
  rawDocument,
  rawView,
} from "../../views/raw-response-view.js";
import {
  previewRequest,
  type RequestPreview,
  requestPreviewDocument,
  requestPreviewView,
} from "../../views/request-preview-view.js";
import type { ApiInput } from "./api.js";
import { pagedList, pageIn } from "./paged-list.js";
import { withFields } from "./query-parameters.js";
import { pathBelow } from "./raw-path.js";

type Model = RawResponse | RawItems | RequestPreview;
type ApiContext = Pick<Context, "address" | "connect" | "readText" | "output">;

/** Sends a request that the user wrote, or shows it; follows a list from page to page. */
const run = async (context: ApiContext, input: ApiInput): Promise<Outcome<Model> | StreamedResult<Model>> => {
  const { output } = context;
  const baseUrl = await context.address();
  const request = await buildRequest(context, input, baseUrl);
  if (input.preview !== undefined) return { model: previewRequest(request, baseUrl, input.preview) };
  const connected = await context.connect();
  const { connection } = connected;
  const novu = await senderOf(connected, request);
  const send = (path: string, label: string) =>
    output.during(label, sendRaw(novu, { ...request, path }, input.withHead));
  const response = await send(request.path, "contacting Novu");
  if (!input.paginate) {
    const model = rawResponseOf(request, response, input, connection);
    return { model, warnings: model.isReplay ? [REPLAYED] : [] };
  }
  const first = pageIn(response.json, request.path);
  if (first === undefined) return { model: rawResponseOf(request, response, input, connection, [NO_PAGE]) };
  return {
    ...pagedList(first, request.path, input.limit, async (path, page) => {
      const { json } = await send(path, `reading page ${page}`);
      return json;
    }),
    whole: (parts) => {
      const items = parts.flatMap((part) => ("items" in part ? part.items : []));
      return { items, columns: columnsOf(items), late: [] };
    },
  };
};

/** Asks for permission first if the request may change something. @throws Failure E_CONFIRM */
const senderOf = async (
  { novu, forWriting }: Connected,
  { method, path }: HttpRequest,
): Promise<Pick<Novu, "raw" | "failureOf">> => {
  if (method !== "GET")
    return forWriting({ what: `send ${method} ${withoutQuery(path)}`, request: { method, path } });
  return { failureOf: novu.failureOf, raw: (request) => novu.raw({ ...request, method }) };
};

interface ParsedResponse extends HttpResponse {
  /** Undefined if the body is not JSON, or is nested too deeply to be serialized. */
  readonly json: JsonValue | undefined;
}

/** Accepts a success, and the 304 that only a header of the user's can ask for. @throws Failure for any other status */
const sendRaw = async (
  novu: Pick<Novu, "raw" | "failureOf">,
  request: HttpRequest,
  withHead: boolean,
): Promise<ParsedResponse> => {
  const response = await novu.raw(request);
  const { status, body } = response;
  const parsed = { ...response, json: jsonOf(body) };
  if ((status >= 200 && status < 300) || status === 304) return parsed;
  throw withResponse(novu.failureOf(request, response), parsed, withHead);
};

const MAX_DEPTH = 1_000;

const jsonOf = (body: string): JsonValue | undefined => {
  const value = parseJson(body);
  return value === undefined || depthOf(value) > MAX_DEPTH ? undefined : value;
};

/** The response is part of the failure: only the user knows what to make of it. */
const withResponse = (
  { code, message, info }: Failure,
  response: ParsedResponse,
  withHead: boolean,
): Failure =>
  new Failure(code, message, {
    ...info,
    hint: [...(info.hint ?? []), ...(withHead ? headLines(response) : [])],
    details: {
      ...info.details,
      body: response.json ?? response.body,
      ...(withHead ? { headers: response.headers } : {}),
    },
  });

const withoutQuery = (path: string): string => path.replace(/\?.*/s, "");

const isRepeatedWrite = (method: HttpRequest["method"], response: HttpResponse): boolean =>
  method !== "GET" && isReplay(response);

const REPLAYED =
  "Novu repeated an earlier response for this idempotency key: nothing was written now, and the data may have changed since";

const NO_PAGE = "the response isn't a page of a list, so there are no more pages";

const rawResponseOf = (
  { method, path }: HttpRequest,
  response: ParsedResponse,
  { withHead }: ApiInput,
  location: Connected["connection"],
  warnings: readonly string[] = [],
): RawResponse => ({
  ...response,
  method,
  route: withoutQuery(path),
  withHead,
  isReplay: isRepeatedWrite(method, response),
  warnings: isRepeatedWrite(method, response) ? [REPLAYED, ...warnings] : warnings,
  location,
});

const document = (model: Model): JsonValue =>
  "form" in model ? requestPreviewDocument(model) : rawDocument(model);

const view = (model: Model) => ("form" in model ? requestPreviewView(model) : rawView(model));

/** Whether fields go into the query: servers ignore the body of these methods. */
const takesQuery = (method: ApiInput["method"]): boolean => method === "GET" || method === "DELETE";

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
    isNotRepeatable: method === "POST" || method === "PATCH",
  };
  if (method === "GET") return { ...request, headers: input.headers };
  const key = idempotencyKeySource(input.idempotencyKey, baseUrl, () => request);
  const isByHand = Object.hasOwn(input.headers, "idempotency-key");
  return {
    ...request,
    headers: { "idempotency-key": key.next(), ...input.headers },
    ...(key.renew === undefined || isByHand ? {} : { newIdempotencyKey: key.renew }),
  };
};

/** A body that is not JSON is sent unchanged. @throws Failure E_PAYLOAD */
const withinDepth = (text: string): string => {
  const tooDeep = depthProblem(jsonIn(text) ?? null);
  if (tooDeep === undefined) return text;
  throw new Failure("E_PAYLOAD", `the body of --input ${tooDeep}`, { hint: ["Nothing was sent."] });
};

/** @throws Failure E_PAYLOAD if the fields contradict each other; in a query, a name may be repeated */
const fieldsText = ({ method, fields }: ApiInput): string | undefined => {
  if (takesQuery(method) || fields.length === 0) return undefined;
  const assignments = parentsFirst(fields);
  const contradiction = assignmentConflict(assignments);
  if (contradiction !== undefined) throw conflictingAssignments(contradiction);
  return JSON.stringify(assignAll({}, assignments));
};

export const body = { run, document, view };
