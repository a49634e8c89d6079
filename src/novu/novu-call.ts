import type { JsonValue } from "../domain/json.js";
import { Failure } from "../failure/failure.js";
import type { Http, HttpRequest, HttpResponse } from "../http/http.js";
import { answerFailure, httpFacts } from "./answer-failure.js";
import { quoteServer, readErrorText } from "./error-text.js";
import { parseJson } from "./parse-json.js";
import { type KeyOrigin, originLines, type Subject } from "./verdict.js";

/**
 * Sends one request and gives the JSON of a success.
 * @throws Failure for every other answer; E_ANSWER or E_NOT_NOVU for a success that is not JSON
 */
export type NovuCall = (request: HttpRequest, subject?: Subject) => Promise<JsonValue>;

export const createNovuCall =
  (http: Http, keyOrigin?: KeyOrigin): NovuCall =>
  async (request, subject = {}) => {
    const response = await http(request);
    if (response.status < 200 || response.status >= 300) {
      throw answerFailure(request, response, subject, keyOrigin);
    }
    const body = parseJson(response.body);
    if (body === undefined || typeof body !== "object") throw notUnderstood(request, response, keyOrigin);
    return body;
  };

/** A success nobody can read was still a success: a write may have taken place (contract 2.2). */
const notUnderstood = (request: HttpRequest, response: HttpResponse, keyOrigin?: KeyOrigin): Failure => {
  const text = readErrorText(response.body);
  const what = `${response.status} with ${quoteServer(text)}`;
  const facts = { sent: "yes" as const, http: httpFacts(request, response) };
  if (text.kind !== "html" && request.method !== "GET") {
    return new Failure("E_ANSWER", `Novu took the change, but its answer cannot be understood: ${what}`, {
      ...facts,
      hint: ["The change was applied as far as the status tells; reading the message shows its state."],
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
