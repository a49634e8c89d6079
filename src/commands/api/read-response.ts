import { Failure } from "../../failures/failure.js";
import type { HttpRequest, HttpResponse } from "../../http/http.js";
import { depthOf, type JsonValue } from "../../model/json.js";
import { parseJson } from "../../novu/envelope.js";
import type { Novu } from "../../novu/novu.js";
import { headLines } from "../../views/raw-response-view.js";

/** The JSON of an answer, or undefined where it is none, or nested so deep that nothing could write it again. */
export const jsonOf = ({ body }: HttpResponse): JsonValue | undefined => {
  const value = parseJson(body);
  return value === undefined || depthOf(value) > DEEPEST ? undefined : value;
};

const DEEPEST = 1_000;

/** A success, or the “not modified” that only a header of the user's can ask for. @throws Failure for all else */
export const sendRaw = async (
  novu: Pick<Novu, "raw" | "refusal">,
  request: HttpRequest,
  withHead: boolean,
): Promise<HttpResponse> => {
  const response = await novu.raw(request);
  const { status } = response;
  if ((status >= 200 && status < 300) || status === 304) return response;
  throw withAnswer(novu.refusal(request, response), response, withHead);
};

/** What came is part of the failure: nobody but the user knows what to make of it. */
const withAnswer = ({ code, message, info }: Failure, response: HttpResponse, withHead: boolean): Failure =>
  new Failure(code, message, {
    ...info,
    hint: [...(info.hint ?? []), ...(withHead ? headLines(response) : [])],
    details: {
      ...info.details,
      body: jsonOf(response) ?? response.body,
      ...(withHead ? { headers: response.headers } : {}),
    },
  });
