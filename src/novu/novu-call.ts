import { Failure } from "../failures/failure.js";
import type { Http, HttpRequest, HttpResponse } from "../http/http.js";
import type { JsonValue } from "../model/json.js";
import { boundsProblem, DEEPEST_ANSWER } from "../model/json-bounds.js";
import { missedShape, parseJson } from "./envelope.js";
import { type KeyOrigin, originLines, type Subject } from "./error-classification.js";
import { quoteServer, readErrorText } from "./error-text.js";
import { httpDetails, responseFailure } from "./response-failure.js";

/**
 * Sends one request and gives the JSON of a success; that of a read is what its route answers with.
 * @throws Failure for every other answer; E_ANSWER, E_ANSWER_SIZE or E_NOT_NOVU for a success that cannot be understood
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
      throw outOfBounds(request, response) ?? notUnderstood(request, response, keyOrigin);
    const missed = request.method === "GET" ? missedShape(request.path, body) : undefined;
    if (missed !== undefined) throw anotherShape(missed, request, response, keyOrigin);
    return body;
  };

/** A read that was answered with something else: nothing of it is shown or stored. */
const anotherShape = (
  wanted: string,
  request: HttpRequest,
  response: HttpResponse,
  keyOrigin?: KeyOrigin,
): Failure =>
  new Failure("E_ANSWER", `what answers there gave something that is not ${wanted}`, {
    hint: [
      ...originLines({ keyOrigin }),
      `It answered ${response.status} with ${shown(response.body)}.`,
      "Is it the Novu API? Some other service may answer at that address.",
    ],
    sent: "yes",
    http: httpDetails(request, response),
  });

const LONGEST_SHOWN = 80;

const shown = (body: string): string => {
  const text = body.slice(0, LONGEST_SHOWN).replace(/\s+/g, " ").toWellFormed();
  return body.length > LONGEST_SHOWN ? `${text}…` : text;
};

/** JSON of which there is too much to work with: nested too deeply, or too many values. */
const outOfBounds = (request: HttpRequest, response: HttpResponse): Failure | undefined => {
  const problem = boundsProblem(response.body);
  if (problem === undefined) return undefined;
  const isDeep = problem === "too deep";
  return new Failure(
    isDeep ? "E_ANSWER" : "E_ANSWER_SIZE",
    isDeep
      ? `the answer is nested deeper than ${DEEPEST_ANSWER.toLocaleString("en-US")} levels`
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

/** A success that cannot be read is still a success: a write may have been done (docs/novu-api.md, "Success bodies"). */
const notUnderstood = (request: HttpRequest, response: HttpResponse, keyOrigin?: KeyOrigin): Failure => {
  const text = readErrorText(response.body);
  const what = `${response.status} with ${quoteServer(text)}`;
  const facts = { sent: "yes" as const, http: httpDetails(request, response) };
  if (text.kind !== "html" && request.method !== "GET") {
    return new Failure("E_ANSWER", `Novu took the change, but its answer cannot be understood: ${what}`, {
      ...facts,
      hint: [APPLIED],
    });
  }
  return new Failure("E_NOT_NOVU", `what answers there is not a Novu API: ${what}`, {
    ...facts,
    hint: [
      ...originLines({ keyOrigin }),
      "Check the address: the dashboard and the API are on different hosts or ports.",
      ...(request.method === "GET"
        ? []
        : ["If Novu stands behind that page, the change may have been made."]),
    ],
  });
};
