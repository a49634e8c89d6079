import { expect, test } from "vitest";
import type { HttpRequest, HttpResponse } from "../../../src/http/http.js";
import { createSessionFactory } from "../../../src/http/request-session.js";
import type { ActionRequest } from "../../../src/model/action.js";
import type { IdempotencyKeySource } from "../../../src/novu/idempotency-key.js";
import { setActionVerified } from "../../../src/novu/set-action-verified.js";
import { failureOf } from "../failures/failure-of.js";
import { response } from "./fake-call.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const ACTION: ActionRequest = {
  subscriberId: "alice",
  messageId: ID,
  button: "primary",
  status: "done",
  payload: { by: "ci" },
  api: "v1",
};
const NOT_HERE = `Message with the id: ${ID} was not found for this environment. Make sure to address correct message.`;
const SPURIOUS = response(400, { statusCode: 400, message: NOT_HERE });
const OWN_KEY: IdempotencyKeySource = { next: () => "own" };

const freshKeys = (): IdempotencyKeySource => {
  let made = 0;
  const next = () => {
    made += 1;
    return `k${made}`;
  };
  return { next, renew: next };
};

const documentWith = (status: string, type: string, payload: object = { by: "ci" }) => ({
  _id: ID,
  createdAt: "2024-03-12T20:00:00.000Z",
  cta: { action: { status, result: { type, payload } } },
});
const AS_REQUESTED = documentWith("done", "primary");
const BY_ANOTHER = documentWith("done", "secondary");
const BEFORE = documentWith("pending", "primary", {});
const listed = (...data: object[]) => response(200, { page: 0, hasMore: false, data });

interface Script {
  readonly writes: readonly (HttpResponse | Error)[];
  readonly reads: readonly (HttpResponse | Error)[];
  readonly tries?: number;
}

/** The last entry of a list repeats. */
const setting = ({ writes, reads, tries = 5 }: Script, action = ACTION, key = freshKeys()) => {
  const sent: HttpRequest[] = [];
  const remarks: string[] = [];
  const lines: string[] = [];
  const pauses: number[] = [];
  const asked = { GET: 0, POST: 0 };
  const startSession = createSessionFactory(
    async (request) => {
      sent.push(request);
      const [list, name] = request.method === "GET" ? [reads, "GET" as const] : [writes, "POST" as const];
      const end = list[Math.min(asked[name], list.length - 1)];
      asked[name] += 1;
      if (end === undefined) throw new Error(`nobody expected ${request.method}`);
      if (end instanceof Error) throw end;
      return end;
    },
    {
      retryLimits: { maxTries: tries, maxWaitMs: 60_000 },
      signal: new AbortController().signal,
      now: () => 0,
      random: () => 0.5,
      sleep: async (ms) => void pauses.push(ms),
      onRetry: (line) => void lines.push(line),
      onLog: (line) => void remarks.push(line),
    },
  );
  return {
    done: () => setActionVerified(startSession(), action, key),
    wire: () =>
      sent.map(({ method, headers }) => [method, headers?.["idempotency-key"]].filter(Boolean).join(" ")),
    remarks,
    lines,
    pauses,
  };
};

test("a successful write needs no read", async () => {
  const run = setting({ writes: [response(201, { data: AS_REQUESTED })], reads: [] });
  expect((await run.done()).document).toEqual(AS_REQUESTED);
  expect(run.wire()).toEqual(["POST k1"]);
});

test("a 400 about a message that is as requested is a success, with the document of the list", async () => {
  const run = setting({ writes: [SPURIOUS], reads: [listed(AS_REQUESTED)] });
  const { document, message } = await run.done();
  expect([document, message.answer.status]).toEqual([AS_REQUESTED, "done"]);
  expect([run.wire(), run.pauses, run.lines]).toEqual([["POST k1", "GET"], [], []]);
  expect(run.remarks).toEqual(["Novu said 400, but the message is as asked"]);
});

test.each([
  ["an older state", listed(BEFORE)],
  ["nothing yet", listed()],
])("a list that lags behind with %s gets a second look", async (_what, behind) => {
  const run = setting({ writes: [SPURIOUS], reads: [behind, listed(AS_REQUESTED)] });
  expect((await run.done()).document).toEqual(AS_REQUESTED);
  expect([run.wire(), run.pauses]).toEqual([["POST k1", "GET", "GET"], [500]]);
});

test("after a write by another client, it is written again under another key", async () => {
  const run = setting({
    writes: [SPURIOUS, response(201, { data: AS_REQUESTED })],
    reads: [listed(BY_ANOTHER)],
  });
  expect((await run.done()).document).toEqual(AS_REQUESTED);
  expect(run.wire()).toEqual(["POST k1", "GET", "GET", "POST k2"]);
  expect(run.lines).toEqual(["retry 1 of 4 in 0.3 s: somebody else wrote at the same moment"]);
});

test("a client that writes at the same moment every time is named in the end", async () => {
  const run = setting({ writes: [SPURIOUS], reads: [listed(BY_ANOTHER)], tries: 3 });
  const { code, exitCode, sent, message, info } = await failureOf(run.done);
  expect({ code, exitCode, sent, message, hint: info.hint, details: info.details }).toEqual({
    code: "E_RACE",
    exitCode: 9,
    sent: "yes",
    message: "another write to the same message happened at the same time",
    hint: ["Gave up after 3 attempts in 0 s.", "Both buttons share one answer, and the other write won."],
    details: {
      differences: [{ point: "button", asked: "primary", answered: "secondary" }],
      tries: 3,
      elapsedMs: 0,
    },
  });
  expect(run.wire().filter((line) => line.startsWith("POST"))).toEqual(["POST k1", "POST k2", "POST k3"]);
});

test("attempts that failed for other reasons count as well", async () => {
  const run = setting({ writes: [response(503, {}), SPURIOUS], reads: [listed(BY_ANOTHER)], tries: 3 });
  expect((await failureOf(run.done)).code).toBe("E_RACE");
  expect(run.wire().filter((line) => line.startsWith("POST"))).toEqual(["POST k1", "POST k2", "POST k3"]);
});

test("the response uses up the user's key, so nothing is written again under it", async () => {
  const run = setting({ writes: [SPURIOUS], reads: [listed(BY_ANOTHER)] }, ACTION, OWN_KEY);
  const { code, info } = await failureOf(run.done);
  expect([code, info.hint]).toEqual([
    "E_RACE",
    [
      "Your idempotency key is now taken by that response: use another one.",
      "Both buttons share one answer, and the other write won.",
    ],
  ]);
  expect(run.wire()).toEqual(["POST own", "GET", "GET"]);
});

test("if the subscriber does not have the message, the 400 was correct", async () => {
  const run = setting({ writes: [SPURIOUS], reads: [listed()] });
  const { code, sent, info } = await failureOf(run.done);
  expect([code, sent]).toEqual(["E_WRONG_SUBSCRIBER", "yes"]);
  expect(info.hint?.at(-1)).toBe("It isn't in that subscriber's list either. Nothing was changed.");
  expect(run.wire()).toEqual(["POST k1", "GET", "GET"]);
});

test("with an endless list the cause stays unknown", async () => {
  const other = { _id: "f".repeat(24), createdAt: "2100-01-01T00:00:00.000Z" };
  const endless = response(200, { hasMore: true, data: [other] });
  const { code, sent, info } = await failureOf(setting({ writes: [SPURIOUS], reads: [endless] }).done);
  expect([code, sent]).toEqual(["E_WRONG_SUBSCRIBER", "unknown"]);
  expect(info.hint?.at(-1)).toMatch(/couldn't be checked/);
  expect(info.hint).not.toContain("Nothing was changed.");
});

test.each([
  ["an error of the server's", response(500, {}), "E_SERVER", 9],
  ["a refused key", response(401, { statusCode: 401, message: "no" }), "E_UNAUTHORIZED", 4],
  ["no list", response(200, { data: "x" }), "E_ANSWER", 12],
])("where the look meets %s, the write's fate is not known", async (_what, look, code, exit) => {
  const failure = await failureOf(setting({ writes: [SPURIOUS], reads: [look], tries: 1 }).done);
  expect([failure.code, failure.exitCode, failure.sent]).toEqual([code, exit, "unknown"]);
  expect(failure.message).toMatch(/^the button may or may not have been set: /);
  expect(failure.info.hint?.join(" ")).not.toMatch(/Nothing was/);
});

test("a bug while reading stays a bug", async () => {
  await expect(setting({ writes: [SPURIOUS], reads: [new TypeError("x")] }).done()).rejects.toThrow(
    TypeError,
  );
});

test.each([
  ["another 400", response(400, { message: "bad" }), ACTION, "E_INVALID"],
  ["an unknown message", response(404, { message: `Message ${ID} not found` }), ACTION, "E_MESSAGE"],
  [
    "v2, where those words mean something else",
    SPURIOUS,
    { ...ACTION, api: "v2" as const },
    "E_WRONG_SUBSCRIBER",
  ],
])("nobody looks after %s", async (_what, write, action, code) => {
  const run = setting({ writes: [write], reads: [] }, action);
  expect((await failureOf(run.done)).code).toBe(code);
  expect(run.wire()).toHaveLength(1);
});

test.each([
  ["cut JSON", { ...response(201, ""), body: '{"data":{"_id"' }],
  ["nothing", response(200, "")],
  ["a list", response(201, { data: [] })],
])("a success that is damaged (%s) was applied: it is never tried again", async (_what, write) => {
  const run = setting({ writes: [write], reads: [] });
  const { code, sent } = await failureOf(run.done);
  expect([code, sent, run.wire()]).toEqual(["E_ANSWER", "yes", ["POST k1"]]);
});
