import type { JsonValue } from "../domain/json.js";
import { Failure } from "../failure/failure.js";
import type { Http, HttpRequest, HttpResponse } from "../http/http.js";
import { answerFailure, httpFacts, type KeyOrigin, type Subject } from "./answer-failure.js";
import { readErrorText } from "./error-text.js";
import { parseJson } from "./parse-json.js";

/**
 * Sends one request and gives the JSON of a success.
 * @throws Failure for every other answer; E_ANSWER or E_NOT_NOVU for a success that is not JSON
 */
export type NovuCall = (request: HttpRequest, subject?: Subject) => Promise<JsonValue>;

export const createNovuCall =
  (http: Http, keyOrigin?: KeyOrigin): NovuCall =>
  async (request, subject = {}) => {
    const response = await http(request);
    if (response.status < 200 || response.status >= 300)
      throw answerFailure(request, response, subject, keyOrigin);
    const body = parseJson(response.body);
    if (body === undefined || typeof body !== "object") throw notUnderstood(request, response);
    return body;
  };

/** A success nobody can read was still a success: a write took place (contract 2.2). */
const notUnderstood = (request: HttpRequest, response: HttpResponse): Failure => {
  const { message } = readErrorText(response.body);
  const isHtml = message.startsWith("an HTML page");
  const what = `${response.status} with ${/^an /.test(message) ? message : `“${message}”`}`;
  if (isHtml || request.method === "GET") {
    return new Failure("E_NOT_NOVU", `what answers there is not a Novu API: ${what}`, {
      hint: ["Check the address: the dashboard and the API are on different hosts or ports."],
      next: [{ words: ["novu-msg", "whoami"], when: "to see which address was used" }],
      sent: "yes",
      http: httpFacts(request, response),
    });
  }
  return new Failure("E_ANSWER", `Novu took the change, but its answer cannot be understood: ${what}`, {
    hint: ["The change was applied as far as the status tells; reading the message shows its state."],
    sent: "yes",
    http: httpFacts(request, response),
  });
};
