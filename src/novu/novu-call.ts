import { Failure } from "../failures/failure.js";
import type { Http, HttpRequest, HttpResponse } from "../http/http.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";
import { boundsProblem, MAX_JSON_DEPTH } from "../model/json-bounds.js";
import { parseJson, unwrap } from "./envelope.js";
import { type KeyOrigin, originLines, type Subject } from "./error-classification.js";
import { quoteServer, readErrorText } from "./error-text.js";
import { httpDetails, responseFailure } from "./response-failure.js";

/**
 * Sends one request and returns the JSON of a success. The body of a read has the shape that its route returns.
 * @throws Failure for every other response; E_ANSWER, E_ANSWER_SIZE or E_NOT_NOVU for a success that cannot be understood
 */
export type NovuCall = (request: HttpRequest, subject?: Subject) => Promise<JsonValue>;

/** The expected body of a read. */
interface Shape {
  /** For error messages, after “something that is not”. */
  readonly what: string;
  readonly matches: (data: JsonValue) => boolean;
}

const hasText = (value: JsonValue, ...names: readonly string[]): value is JsonObject =>
  isJsonObject(value) && names.some((name) => typeof value[name] === "string" && value[name] !== "");

const singleOf = (what: string, ...ids: readonly string[]): Shape => ({
  what,
  matches: (data) => hasText(data, ...ids),
});

/** A list can be empty, but each of its items must have one of the IDs. */
const listOf = (what: string, ...ids: readonly string[]): Shape => ({
  what: `a list of ${what}`,
  matches: (data) => Array.isArray(data) && data.every((item) => hasText(item, ...ids)),
});

/** The routes of all reads, below the base URL and without query, and the bodies that they return. */
const SHAPES: readonly (readonly [route: RegExp, shape: Shape])[] = [
  [/^\/v1\/environments\/me$/, singleOf("an environment", "_id")],
  [/^\/v1\/environments$/, listOf("environments", "_id")],
  [/^\/v1\/messages$/, listOf("messages", "_id", "id")],
  [/^\/v[12]\/subscribers$/, listOf("subscribers", "subscriberId", "_id")],
  [/^\/v[12]\/subscribers\/[^/]+$/, singleOf("a subscriber", "subscriberId", "_id")],
  [/^\/v2\/subscribers\/[^/]+\/notifications$/, listOf("notifications", "id", "_id")],
];

/**
 * What the body of a read should be, if it is something else; undefined if it matches or the route is unknown.
 * A bare empty list does not count as Novu's: its lists always have paging fields, even when they are empty.
 */
const expectedShape = (path: string, body: JsonValue): string | undefined => {
  const route = path.replace(/\?.*/s, "");
  const shape = SHAPES.find(([pattern]) => pattern.test(route))?.[1];
  if (shape === undefined) return undefined;
  const { data } = unwrap(body);
  const isBareEmptyList = Array.isArray(body) && body.length === 0;
  return shape.matches(data) && !isBareEmptyList ? undefined : shape.what;
};

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
  new Failure("E_ANSWER", `the server's response isn't ${wanted}`, {
    hint: [
      ...originLines({ keyOrigin }),
      `It responded ${response.status} with ${excerpt(response.body)}.`,
      "Check the URL: is it the Novu API?",
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
      ? `the response is nested deeper than ${MAX_JSON_DEPTH.toLocaleString("en-US")} levels`
      : "the response has too many values for a Novu response",
    {
      hint: [
        isDeep
          ? "Novu's database stores up to 100 levels."
          : "The limit is 100 messages with 5,000 fields each. Try a smaller --limit.",
        ...(request.method === "GET" ? [] : [APPLIED]),
      ],
      sent: "yes",
      http: httpDetails(request, response),
    },
  );
};

const APPLIED = "The status says the change was made. Read the message to check.";

/** A success that cannot be read is still a success: a write may have been applied (docs/novu-api.md, "Success bodies"). */
const notUnderstood = (request: HttpRequest, response: HttpResponse, keyOrigin?: KeyOrigin): Failure => {
  const text = readErrorText(response.body);
  const what = `${response.status} with ${quoteServer(text)}`;
  const info = { sent: "yes" as const, http: httpDetails(request, response) };
  if (text.kind !== "html" && request.method !== "GET") {
    return new Failure("E_ANSWER", `Novu accepted the change, but its response is invalid: ${what}`, {
      ...info,
      hint: [APPLIED],
    });
  }
  return new Failure("E_NOT_NOVU", `the server isn't a Novu API: ${what}`, {
    ...info,
    hint: [
      ...originLines({ keyOrigin }),
      "Check the URL: the dashboard and the API have different hosts or ports.",
      ...(request.method === "GET" ? [] : ["If there is a Novu behind it, the change may have been made."]),
    ],
  });
};
