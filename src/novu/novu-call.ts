import { Failure } from "../failures/failure.js";
import type { Http, HttpRequest, HttpResponse } from "../http/http.js";
import type { JsonValue } from "../model/json.js";
import { boundsProblem, MAX_JSON_DEPTH } from "../model/json-bounds.js";
import { expectedShape, parseJson } from "./envelope.js";
import { type KeyOrigin, originLines, type Subject } from "./error-classification.js";
import { quoteServer, readErrorText } from "./error-text.js";
import { httpDetails, responseFailure } from "./response-failure.js";

/**
 * Sends one request and returns the JSON of a success. The body of a read has the shape that its route returns.
 * @throws Failure for every other response; E_ANSWER, E_ANSWER_SIZE or E_NOT_NOVU for a success that cannot be understood
 */
export type NovuCall = (request: HttpRequest, subject?: Subject) => Promise<JsonValue>;

export const createNovuCall =
  (http: Http, keyOrigin?: KeyOrigin): NovuCall =>
  async (request, subject = {}) => {
    const response = await http(request);
    if (response.status < 200 || response.status >= 300) {
      throw responseFailure(request, response, subject, keyOrigin);
    }
    const body = parseJson(response.body);
    if (body === undefined || typeof body !== "object")
      throw tooLarge(request, response) ?? notUnderstood(request, response, keyOrigin);
    const expected = request.method === "GET" ? expectedShape(request.path, body) : undefined;
    if (expected !== undefined) throw wrongShape(expected, request, response, keyOrigin);
    return body;
  };

/** The failure of a read whose body has another shape: nothing of it is shown or stored as data. */
const wrongShape = (
  wanted: string,
  request: HttpRequest,
  response: HttpResponse,
  keyOrigin?: KeyOrigin,
): Failure =>
  new Failure("E_ANSWER", `what answers there gave something that is not ${wanted}`, {
    hint: [
      ...originLines({ keyOrigin }),
      `It answered ${response.status} with ${excerpt(response.body)}.`,
      "Is it the Novu API? Some other service may answer at that address.",
    ],
    sent: "yes",
    http: httpDetails(request, response),
  });

const MAX_EXCERPT_CHARS = 80;

const excerpt = (body: string): string => {
  const text = body.slice(0, MAX_EXCERPT_CHARS).replace(/\s+/g, " ").toWellFormed();
  return body.length > MAX_EXCERPT_CHARS ? `${text}…` : text;
};

/** The failure for JSON that is nested too deeply or has too many values; undefined if it is within the limits. */
const tooLarge = (request: HttpRequest, response: HttpResponse): Failure | undefined => {
  const problem = boundsProblem(response.body);
  if (problem === undefined) return undefined;
  const isDeep = problem === "too deep";
  return new Failure(
    isDeep ? "E_ANSWER" : "E_ANSWER_SIZE",
    isDeep
      ? `the answer is nested deeper than ${MAX_JSON_DEPTH.toLocaleString("en-US")} levels`
      : "the answer has more values than a page of Novu's can have",
    {
      hint: [
        isDeep
          ? "Novu's own database keeps 100 levels."
          : "A page of 100 messages can have 5,000 fields each. A smaller --limit makes pages smaller.",
        ...(request.method === "GET" ? [] : [APPLIED]),
      ],
      sent: "yes",
      http: httpDetails(request, response),
    },
  );
};

const APPLIED = "The change was applied as far as the status tells; reading the message shows its state.";

/** A success that cannot be read is still a success: a write may have been applied (docs/novu-api.md, "Success bodies"). */
const notUnderstood = (request: HttpRequest, response: HttpResponse, keyOrigin?: KeyOrigin): Failure => {
  const text = readErrorText(response.body);
  const what = `${response.status} with ${quoteServer(text)}`;
  const info = { sent: "yes" as const, http: httpDetails(request, response) };
  if (text.kind !== "html" && request.method !== "GET") {
    return new Failure("E_ANSWER", `Novu took the change, but its answer cannot be understood: ${what}`, {
      ...info,
      hint: [APPLIED],
    });
  }
  return new Failure("E_NOT_NOVU", `what answers there is not a Novu API: ${what}`, {
    ...info,
    hint: [
      ...originLines({ keyOrigin }),
      "Check the address: the dashboard and the API are on different hosts or ports.",
      ...(request.method === "GET"
        ? []
        : ["If Novu stands behind that page, the change may have been made."]),
    ],
  });
};
