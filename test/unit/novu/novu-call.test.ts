import { expect, test } from "vitest";
import type { HttpRequest, HttpResponse } from "../../../src/http/http.js";
import { createNovuCall } from "../../../src/novu/novu-call.js";
import { failureOf } from "../failures/failure-of.js";
import { GET, POST, response } from "./fake-call.js";

const PATCH: HttpRequest = { method: "PATCH", path: "/v2/x/complete" };
const calling = (answer: HttpResponse) => createNovuCall(async () => answer);

test.each([
  ["an object", 201, { data: { _id: "a" } }],
  ["a list", 200, [1]],
  ["an empty object", 299, {}],
  ["null", 200, null],
])("a success is its JSON: %s", async (_what, status, body) => {
  expect(await calling(response(status, JSON.stringify(body)))(GET)).toEqual(body);
});

test("the request is sent unchanged", async () => {
  const sent: HttpRequest[] = [];
  const call = createNovuCall(async (request) => {
    sent.push(request);
    return response(200, {});
  });
  await call(POST);
  expect(sent).toEqual([POST]);
});

test("any other status is its failure, with the subject and the key's origin", async () => {
  const answer = response(401, { statusCode: 401, message: "Unauthorized" });
  const call = createNovuCall(async () => answer, { text: "The key comes from a file.", next: [] });
  const { code, info } = await failureOf(() => call(GET));
  expect([code, info.hint]).toEqual([
    "E_UNAUTHORIZED",
    ["The key comes from a file.", 'Server response (401): "Unauthorized"'],
  ]);
  const named = await failureOf(() =>
    calling(response(404, { message: "Message m not found" }))(GET, { messageId: "m" }),
  );
  expect(named.message).toBe("message m doesn't exist in this environment");
});

test.each([199, 300, 302, 304])("%i is no success", async (status) => {
  expect((await failureOf(() => calling(response(status, "{}"))(GET))).code).toBe("E_REDIRECT");
});

const HTML = "<!doctype html><html><head><title>Novu</title></head></html>";

test.each([
  ["a question, answered with a page", GET, HTML, '200 with an HTML page titled "Novu"'],
  ["a question, answered with a word", GET, "ok", '200 with "ok"'],
  ["a question, answered with nothing", GET, "", "200 with an empty response"],
  ["a question, answered with a JSON text", GET, '"pong"', '200 with "pong"'],
  ["a write, answered with a page", POST, HTML, '200 with an HTML page titled "Novu"'],
])("no Novu API: %s", async (_what, request, body, what) => {
  const { code, message, sent, exitCode, info } = await failureOf(() =>
    calling(response(200, body))(request),
  );
  expect({ code, message, sent, exitCode, http: info.http, next: info.next }).toEqual({
    code: "E_NOT_NOVU",
    message: `the server isn't a Novu API: ${what}`,
    sent: "yes",
    exitCode: 12,
    http: { status: 200, method: request.method, path: request.path },
    next: undefined,
  });
});

const CHECK = "Check the URL: the dashboard and the API have different hosts or ports.";

test.each([
  ["a question", GET, [CHECK]],
  ["a write", POST, [CHECK, "If there is a Novu behind it, the change may have been made."]],
])(
  "a page instead of an answer to %s: where the address came from, and what may have happened",
  async (_what, request, rest) => {
    const call = createNovuCall(async () => response(200, HTML), {
      text: "The address came from --api-url.",
      next: [],
    });
    expect((await failureOf(() => call(request))).info.hint).toEqual([
      "The address came from --api-url.",
      ...rest,
    ]);
  },
);

test.each([
  ["nothing", POST, 204, "", "204 with an empty response"],
  ["a word", POST, 201, "OK", '201 with "OK"'],
  ["a number", PATCH, 200, "1", '200 with "1"'],
  ["JSON that is cut off", POST, 201, '{"data":{"_id"', '201 with "{"data":{"_id""'],
])(
  "a write that was taken, answered with %s, was not a failure of the write",
  async (_what, request, status, body, what) => {
    const { code, message, sent, exitCode, info } = await failureOf(() =>
      calling(response(status, body))(request),
    );
    expect({ code, message, sent, exitCode, facts: info }).toMatchObject({
      code: "E_ANSWER",
      message: `Novu accepted the change, but its response is invalid: ${what}`,
      sent: "yes",
      exitCode: 12,
      facts: { http: { status, method: request.method } },
    });
  },
);
