import type { InParts, Outcome } from "../../context/command-module.js";
import type { Connected, Context } from "../../context/context.js";
import type { HttpRequest, HttpResponse } from "../../http/http.js";
import type { JsonValue } from "../../model/json.js";
import type { Novu } from "../../novu/novu.js";
import {
  type RawAnswer,
  type RawItems,
  rawAnswerDocument,
  rawAnswerView,
  rawItemsView,
  wholeList,
} from "../../views/raw-answer-view.js";
import {
  type RequestPreview,
  requestPreviewDocument,
  requestPreviewView,
} from "../../views/request-preview-view.js";
import { previewRequest } from "../preview-request.js";
import type { ApiInput } from "./api-input.js";
import { buildRequest } from "./build-request.js";
import { pagedList, pageIn } from "./paged-list.js";
import { jsonOf, sendRaw } from "./read-answer.js";

type Model = RawAnswer | RawItems | RequestPreview;
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
  if (!input.paginate) return { model: answerOf(request, response, input, facts) };
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

const NO_PAGE = "the answer is not a page of a list, so there was nothing to follow";

const answerOf = (
  { method, path }: HttpRequest,
  response: HttpResponse,
  { withHead }: ApiInput,
  place: Connected["facts"],
  remarks: readonly string[] = [],
): RawAnswer => ({
  ...response,
  method,
  route: withoutQuery(path),
  json: jsonOf(response),
  withHead,
  remarks,
  place,
});

export const document = (model: Model): JsonValue => {
  if ("items" in model) return [...model.items];
  return "place" in model ? rawAnswerDocument(model) : requestPreviewDocument(model);
};

export const view = (model: Model) => {
  if ("items" in model) return rawItemsView(model);
  return "place" in model ? rawAnswerView(model) : requestPreviewView(model);
};
