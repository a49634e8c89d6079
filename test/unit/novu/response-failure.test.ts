import { expect, test } from "vitest";
import type { HttpRequest, HttpResponse } from "../../../src/http/http.js";
import type { Subject } from "../../../src/novu/error-classification.js";
import { responseFailure } from "../../../src/novu/response-failure.js";
import { GET, POST, response } from "./fake-call.js";

const SUBJECT: Subject = { subscriberId: "alice", messageId: "65f0c1a9b2d4e6f8a0b1c2d3" };
const ID = SUBJECT.messageId;
const WHOAMI = ["novu-msg", "whoami"];

interface About {
  readonly request?: HttpRequest;
  readonly subject?: Subject;
}

const read = (answer: HttpResponse, { request = POST, subject = SUBJECT }: About = {}) => {
  const { code, message, sent, exitCode, info } = responseFailure(request, answer, subject);
  return { code, exit: exitCode, sent, message, hint: info.hint };
};
const base = (statusCode: number, message: unknown, more: object = {}) => ({
  statusCode,
  timestamp: "2026-11-23T00:00:00.000Z",
  path: "/v1/x",
  message,
  ...more,
});

test("a complete failure has message, hints, next steps and details", () => {
  const request = { method: "GET", path: "/v1/messages?subscriberId=alice&secret=1" } as const;
  const answer = response(404, base(404, "Subscriber not found for id alice"), { "retry-after": "3" });
  const { code, message, info } = responseFailure(request, answer, SUBJECT);
  expect({ code, message, facts: info }).toEqual({
    code: "E_SUBSCRIBER",
    message: 'there is no subscriber "alice" in this environment',
    facts: {
      hint: [
        "Use the ID your own system chose; it is case-sensitive.",
        'Server response (404): "Subscriber not found for id alice"',
      ],
      next: [{ words: WHOAMI, when: "to see which environment this key belongs to" }],
      sent: "yes",
      http: { status: 404, method: "GET", path: "/v1/messages", retryAfter: "3" },
      details: { subscriberId: "alice", serverMessage: "Subscriber not found for id alice" },
    },
  });
});

test("a schema's list of problems becomes lines", () => {
  const errors = [{ message: "Required", path: ["status"] }];
  expect(read(response(400, base(400, "Zod Validation Failed", { errors })))).toEqual({
    code: "E_INVALID",
    exit: 6,
    sent: "no",
    message: "Novu rejected the request as invalid (400)",
    hint: ["Nothing was changed.", 'Server response (400): "Zod Validation Failed"', "- status: Required"],
  });
});

test("a 500 shows the id that Novu's support asks for", () => {
  const answer = response(500, base(500, "Internal server error", { errorId: "be271c0e" }));
  expect(read(answer)).toEqual({
    code: "E_SERVER",
    exit: 9,
    sent: "unknown",
    message: "Novu returned a server error (500)",
    hint: [
      "The change may or may not have been made. Running it again is safe.",
      'Server response (500): "Internal server error"',
      "For Novu's support: errorId be271c0e",
    ],
  });
  expect(responseFailure(POST, answer, {}).info.details).toEqual({
    serverMessage: "Internal server error",
    errorId: "be271c0e",
  });
});

test("a failed read says nothing about changes", () => {
  expect(read(response(503, ""), { request: GET }).hint).toEqual([
    "Server response (503): an empty response",
  ]);
});

test("a proxy's page is named, not quoted", () => {
  const page = "<html>\n<head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
  expect(read(response(502, page))).toMatchObject({
    code: "E_SERVER",
    hint: [
      "The change may or may not have been made. Running it again is safe.",
      'Server response (502): an HTML page titled "502 Bad Gateway"',
    ],
  });
});

test.each(["idempotency-replay", "idempotent-replay"])("a 503 with %s is an earlier answer", (header) => {
  expect(read(response(503, base(503, "Service Unavailable"), { [header]: "true" }))).toMatchObject({
    code: "E_SERVER",
    sent: "unknown",
    hint: [
      "This is an earlier response, replayed for the same idempotency key. For a new one, use another key.",
      'Server response (503): "Service Unavailable"',
    ],
  });
});

test.each([
  ["no Retry-After", undefined, "Retry in 1 s."],
  ["zero, which has a floor", "0", "Retry in 1 s."],
  ["seconds", "12", "Retry in 12 s."],
  ["part of a second", "0.2", "Retry in 1 s."],
  ["a negative number", "-5", "Retry in 1 s."],
  ["a date", "Wed, 21 Oct 2026 07:28:00 GMT", "Retry after Wed, 21 Oct 2026 07:28:00 GMT."],
  [
    "a date, by the server's clock",
    "Wed, 21 Oct 2026 07:28:00 GMT",
    "Retry in 30 s.",
    "Wed, 21 Oct 2026 07:27:30 GMT",
  ],
])("when to try again, from %s", (_what, after, sentence, date?: string) => {
  const headers: HttpResponse["headers"] = {
    ...(after === undefined ? {} : { "retry-after": after }),
    ...(date === undefined ? {} : { date }),
  };
  expect(read(response(429, '"ThrottlerException"', headers))).toEqual({
    code: "E_RATE_LIMIT",
    exit: 9,
    sent: "no",
    message: "Novu's rate limit is reached",
    hint: [`${sentence} Nothing was changed.`, 'Server response (429): "ThrottlerException"'],
  });
  expect(read(response(409, base(409, "is currently being processed"), headers))).toEqual({
    code: "E_IDEMPOTENCY",
    exit: 6,
    sent: "unknown",
    message: "a request with this idempotency key is still in progress",
    hint: [sentence, 'Server response (409): "is currently being processed"'],
  });
});

test.each([
  [402, { currentCount: 5, limit: 5 }, "E_REJECTED", 6, "Novu refused the request (402)"],
  [403, { error: "Forbidden" }, "E_FORBIDDEN", 4, "this API key isn't allowed to do that"],
  [405, {}, "E_REJECTED", 6, "Novu refused the request (405)"],
  [408, {}, "E_REJECTED", 6, "Novu refused the request (408)"],
  [410, {}, "E_REJECTED", 6, "Novu refused the request (410)"],
  [413, {}, "E_TOO_LARGE", 6, "the request is too large (Novu accepts about 100 kB)"],
  [414, {}, "E_REJECTED", 6, "Novu refused the request (414)"],
  [415, {}, "E_REJECTED", 6, "Novu refused the request (415)"],
  [422, {}, "E_INVALID", 6, "Novu rejected the request as invalid (422)"],
  [599, {}, "E_SERVER", 9, "Novu returned a server error (599)"],
])("a %i with a plain text", (status, more, code, exit, message) => {
  expect(read(response(status, base(status, "No.", more)))).toMatchObject({ code, exit, message });
});

test.each([
  ["an older text", "Subscriber with the id: bob was not found for this environment. Make sure to create"],
  ["a newer text", "Subscriber with id: bob is not found."],
  [
    "an id of hundreds of characters",
    `Subscriber with the id: ${"b".repeat(900)} was not found for this environment`,
  ],
  ["an id with a line break", "Subscriber with the id: a\nb was not found for this environment"],
  [
    "an id made to look like something else",
    "Subscriber with the id: x button because it does not exist was not found for this environment",
  ],
  ["the id of a message text", "Subscriber with the id: Message x was not found for this environment"],
])("a 400 that means an unknown subscriber: %s", (_what, message) => {
  expect(read(response(400, base(400, message))).code).toBe("E_SUBSCRIBER");
});

test("a missing message has hints for its causes and next steps", () => {
  const { code, message, info } = responseFailure(
    POST,
    response(404, base(404, "Message a not found")),
    SUBJECT,
  );
  expect({ code, message, hint: info.hint, next: info.next }).toEqual({
    code: "E_MESSAGE",
    message: `message ${ID} doesn't exist in this environment`,
    hint: [
      "It may have been deleted, or be in another environment.",
      "Nothing was changed.",
      'Server response (404): "Message a not found"',
    ],
    next: [{ words: WHOAMI, when: "to see which environment this key belongs to" }],
  });
});

test("v2 says that the subscriber has no such message, whose it may be, and how to see theirs", () => {
  const text = `Notification with id: ${ID} is not found.`;
  const { code, exitCode, message, info } = responseFailure(PATCH, response(404, base(404, text)), {
    ...SUBJECT,
    subscriberId: "bob",
  });
  expect({ code, exitCode, message, hint: info.hint?.[0], next: info.next }).toEqual({
    code: "E_MESSAGE",
    exitCode: 5,
    message: `subscriber "bob" has no message ${ID}`,
    hint: "It may have been deleted, belong to another subscriber, or be in another environment.",
    next: [
      {
        words: ["novu-msg", "message", "list", "--subscriber", "bob"],
        when: "to see their messages",
      },
    ],
  });
});

test("a 400 about another subscriber's message names both IDs, and does not say that nothing was changed", () => {
  const text = `Message with the id: ${ID} was not found for this environment. Make sure to address`;
  expect(read(response(400, base(400, text)))).toEqual({
    code: "E_WRONG_SUBSCRIBER",
    exit: 5,
    sent: "yes",
    message: `message ${ID} exists, but doesn't belong to subscriber "alice"`,
    hint: [`Server response (400): "${text}"`],
  });
});

test.each([
  [
    400,
    "Message with the id: x was not found for this environment",
    "that message exists, but doesn't belong to that subscriber",
  ],
  [400, "Subscriber with id: x is not found.", "there is no such subscriber in this environment"],
  [
    400,
    "Could not perform action on the primary button because it does not exist.",
    "that message doesn't have that button",
  ],
  [404, "Not here", "the server doesn't know this Novu API route"],
])("a %i without a known subject: %s", (status, text, message) => {
  expect(read(response(status, base(status, text)), { subject: {} }).message).toBe(message);
});

test.each([
  ["HTML", "<!doctype html><title>Dashboard</title>", 'an HTML page titled "Dashboard"'],
  ["plain text", "404 page not found\n", '"404 page not found"'],
  ["nothing", "", "an empty response"],
  ["another API's JSON", '{"error":"not here"}', '"not here"'],
])("a 404 of %s is no Novu", (_what, body, said) => {
  expect(read(response(404, body))).toEqual({
    code: "E_NO_ROUTE",
    exit: 6,
    sent: "no",
    message: "the server doesn't know this Novu API route",
    hint: [
      "Check the URL: the dashboard and the API have different hosts or ports.",
      "Nothing was changed.",
      `Server response (404): ${said}`,
    ],
  });
});

test("a server without v2 says what to leave out", () => {
  const request = {
    method: "PATCH",
    path: "/v2/subscribers/alice/notifications/x/actions/primary/complete",
  } as const;
  expect(read(response(404, base(404, "Cannot PATCH /v2/subscribers/alice/x")), { request })).toEqual({
    code: "E_NO_ROUTE",
    exit: 6,
    sent: "no",
    message: "this Novu server has no v2 notification routes",
    hint: [
      "They were added in Novu 3.14. Leave out --api v2: v1 does the same, and can carry a payload.",
      "Nothing was changed.",
      'Server response (404): "Cannot PATCH /v2/subscribers/alice/x"',
    ],
  });
});

const KEY_ORIGIN = { text: "The key comes from NOVU_SECRET_KEY.", next: [{ words: ["novu-msg", "whoami"] }] };

test("a refused key has hints for its origin and the two usual mistakes", () => {
  const { code, info, exitCode } = responseFailure(
    POST,
    response(401, base(401, "API Key not found")),
    {},
    KEY_ORIGIN,
  );
  expect({ code, exitCode, hint: info.hint, next: info.next }).toEqual({
    code: "E_UNAUTHORIZED",
    exitCode: 4,
    hint: [
      "The key comes from NOVU_SECRET_KEY.",
      "A key is for one environment in one region; US keys don't work in the EU, and vice versa.",
      "For a self-hosted server, copy the key from its dashboard; NOVU_SECRET_KEY in its .env is something else.",
      "Nothing was changed.",
      'Server response (401): "API Key not found"',
    ],
    next: KEY_ORIGIN.next,
  });
});

test.each([
  ["a 409 about the key", 409, "is currently being processed", "E_IDEMPOTENCY"],
  ["any other 409", 409, "a duplicate", "E_REJECTED"],
  ["a reused key", 422, 'Request with key "a" is being reused for a different body', "E_IDEMPOTENCY"],
  ["any other 422", 422, "Validation Error", "E_INVALID"],
])("%s is told from the other kind", (_what, status, text, code) => {
  expect(read(response(status, base(status, text))).code).toBe(code);
});

test.each(["a duplicate", ""])("a 409 that says %j is about something else than the key", (text) => {
  expect(read(response(409, text, { "retry-after": "3" }))).toEqual({
    code: "E_REJECTED",
    exit: 6,
    sent: "no",
    message: "Novu refused the request: it conflicts with another one (409)",
    hint: [`Server response (409): ${text === "" ? "an empty response" : `"${text}"`}`],
  });
});

test("a 404 of Novu without an ID in the request is an unknown route", () => {
  expect(read(response(404, base(404, "Not here")), { subject: {} })).toEqual({
    code: "E_NO_ROUTE",
    exit: 6,
    sent: "no",
    message: "the server doesn't know this Novu API route",
    hint: [
      "Check the URL: the dashboard and the API have different hosts or ports.",
      "Nothing was changed.",
      'Server response (404): "Not here"',
    ],
  });
});

const UNCHANGED = "Nothing was changed.";
const PATCH: HttpRequest = { method: "PATCH", path: "/v1/x" };
const DELETE: HttpRequest = { method: "DELETE", path: "/v1/x" };

test.each([
  ["E_UNAUTHORIZED", 401, "no", 1],
  ["E_FORBIDDEN", 403, "no", 1],
  ["E_MESSAGE", 404, "Message a not found", 1],
  ["E_SUBSCRIBER", 404, "Subscriber not found", 1],
  ["E_SUBSCRIBER", 400, "Subscriber with id: x is not found.", 1],
  ["E_INVALID", 400, "no", 1],
  ["E_INVALID", 422, "no", 1],
  ["E_NO_BUTTON", 400, "Could not perform action on the primary button because it does not exist.", 1],
  ["E_NO_ROUTE", 404, "Cannot POST /v1/x", 1],
  ["E_TOO_LARGE", 413, "no", 1],
  ["E_REDIRECT", 302, "no", 1],
  ["E_WRONG_SUBSCRIBER", 400, `Message with the id: ${ID} was not found for this environment`, 0],
  ["E_REJECTED", 402, "no", 0],
  ["E_REJECTED", 409, "no", 0],
  ["E_IDEMPOTENCY", 409, "is currently being processed", 0],
  ["E_IDEMPOTENCY", 422, "reused for a different body", 0],
  ["E_SERVER", 500, "no", 0],
])("whether a write's %s (%i, %s) has the line that nothing was changed", (code, status, text, times) => {
  const seen = [POST, PATCH, DELETE, GET].map((request) => {
    const failure = read(response(status, base(status, text)), { request });
    return [failure.code, failure.hint?.filter((line) => line === UNCHANGED).length];
  });
  expect(seen).toEqual([
    [code, times],
    [code, times],
    [code, times],
    [code, 0],
  ]);
});

test.each([
  [401, "no", true],
  [400, "no", true],
  [404, "Message a not found", true],
  [413, "no", true],
  [400, `Message with the id: ${ID} was not found for this environment`, false],
  [402, "no", false],
])("a %i that comes before any change says that nothing was changed: %s, %s", (status, text, isSaid) => {
  const hints = (request: HttpRequest) => read(response(status, base(status, text)), { request }).hint;
  expect(hints(POST)?.includes("Nothing was changed.")).toBe(isSaid);
  expect(hints(GET)).not.toContain("Nothing was changed.");
});

test("if the address may be wrong, its origin is shown", () => {
  for (const answer of [response(404, ""), response(302, ""), response(403, "")]) {
    expect(responseFailure(GET, answer, {}, KEY_ORIGIN).info.hint?.[0]).toBe(KEY_ORIGIN.text);
  }
});

test("an unknown route and a redirect show the origin of the address, and suggest nothing", () => {
  const seen = [response(404, ""), response(302, "", { location: "https://x.example/" })].map((answer) => {
    const { code, info } = responseFailure(POST, answer, SUBJECT, KEY_ORIGIN);
    return { code, hint: info.hint, next: info.next };
  });
  expect(seen).toEqual([
    {
      code: "E_NO_ROUTE",
      hint: [
        KEY_ORIGIN.text,
        "Check the URL: the dashboard and the API have different hosts or ports.",
        UNCHANGED,
        "Server response (404): an empty response",
      ],
      next: [],
    },
    {
      code: "E_REDIRECT",
      hint: [
        KEY_ORIGIN.text,
        "The redirect wasn't followed, so the key wasn't sent there. If the URL is right, use it with --api-url.",
        UNCHANGED,
        "Server response (302): an empty response",
      ],
      next: [],
    },
  ]);
});

test.each([
  [301, "https://eu.api.novu.co/", "the server redirects to https://eu.api.novu.co/"],
  [304, undefined, "the server redirects to an unknown URL"],
])("a %i is not followed, and says so", (status, location, message) => {
  const headers: HttpResponse["headers"] = location === undefined ? {} : { location };
  expect(read(response(status, "", headers))).toMatchObject({
    code: "E_REDIRECT",
    exit: 12,
    sent: "no",
    message,
  });
});

const RAW: Subject = { isRaw: true };
const REMOVAL: HttpRequest = { method: "DELETE", path: "/v2/topics/a?secret=1" };

test.each<[string, HttpRequest, HttpResponse, object]>([
  [
    "what is not there",
    REMOVAL,
    response(404, base(404, "Topic not found")),
    {
      code: "E_NOT_FOUND",
      exit: 5,
      message: "DELETE /v2/topics/a: not found in this environment",
      hint: ['Server response (404): "Topic not found"'],
    },
  ],
  [
    "a route that is not there",
    REMOVAL,
    response(404, base(404, "Cannot DELETE /v2/topics/a")),
    {
      code: "E_NO_ROUTE",
      exit: 6,
      message: "this server has no route DELETE /v2/topics/a",
      hint: [
        "Check the method and the path. Older servers don't have all v2 routes.",
        "Nothing was changed.",
        'Server response (404): "Cannot DELETE /v2/topics/a"',
      ],
    },
  ],
  [
    "a path that forgot its version",
    { method: "GET", path: "/topics" },
    response(404, "<html>"),
    {
      code: "E_NO_ROUTE",
      exit: 6,
      message: "this server has no route GET /topics",
      hint: ["Novu's routes start with /v1/ or /v2/.", "Server response (404): an HTML page"],
    },
  ],
  [
    "a route for the dashboard alone",
    { method: "GET", path: "/v1/organizations" },
    response(401, base(401, "API endpoint not available")),
    {
      code: "E_FORBIDDEN",
      exit: 4,
      message: "GET /v1/organizations can't be used with an API key",
      hint: [
        "Only Novu's dashboard can use it; the key itself may be fine.",
        'Server response (401): "API endpoint not available"',
      ],
    },
  ],
  [
    "a write that may be more when sent twice",
    { ...POST, isNotRepeatable: true },
    response(500, base(500, "Internal server error")),
    {
      code: "E_SERVER",
      exit: 9,
      message: "Novu returned a server error (500)",
      hint: ["The change may or may not have been made.", 'Server response (500): "Internal server error"'],
    },
  ],
])("a call that the user wrote: %s", (_what, request, answer, expected) => {
  expect(read(answer, { request, subject: RAW })).toMatchObject(expected);
});
