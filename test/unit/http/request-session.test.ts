import { expect, test } from "vitest";
import type { HttpRequest } from "../../../src/http/http.js";
import { failureOf } from "../failures/failure-of.js";
import { ends, renewable, type Scripted, scripted, WRITE } from "./scripted-http.js";

const GET: HttpRequest = { method: "GET", path: "/v1/x" };
const ONCE = { isNotRepeatable: true };
const REPLAY = { "idempotency-replay": "true" };
const OK = ends(201);

/** How many requests, with which keys, if the first try ends like this and the second succeeds. */
test.each<[string, Scripted, string[], string[], string[]]>([
  // What came                              a fresh key        the user's own     not to be repeated
  ["connection refused", ends("ECONNREFUSED"), ["k1", "k1"], ["k1", "k1"], ["k1", "k1"]],
  ["no connection in time", ends("UND_ERR_CONNECT_TIMEOUT"), ["k1", "k1"], ["k1", "k1"], ["k1", "k1"]],
  ["no name service for now", ends("EAI_AGAIN"), ["k1", "k1"], ["k1", "k1"], ["k1", "k1"]],
  ["connection reset", ends("ECONNRESET"), ["k1", "k1"], ["k1", "k1"], ["k1"]],
  ["connection closed", ends("UND_ERR_SOCKET"), ["k1", "k1"], ["k1", "k1"], ["k1"]],
  ["no answer in time", ends("UND_ERR_HEADERS_TIMEOUT"), ["k1", "k1"], ["k1", "k1"], ["k1"]],
  ["half a body", ends("UND_ERR_BODY_TIMEOUT"), ["k1", "k1"], ["k1", "k1"], ["k1"]],
  ["429", ends(429), ["k1", "k1"], ["k1", "k1"], ["k1", "k1"]],
  ["409 with a time", ends(409, { "retry-after": "1" }), ["k1", "k1"], ["k1", "k1"], ["k1", "k1"]],
  ["408", ends(408), ["k1", "k2"], ["k1"], ["k1"]],
  ["425", ends(425), ["k1", "k2"], ["k1"], ["k1"]],
  ["500", ends(500), ["k1", "k2"], ["k1"], ["k1"]],
  ["503", ends(503, { "retry-after": "1" }), ["k1", "k2"], ["k1"], ["k1"]],
  ["599", ends(599), ["k1", "k2"], ["k1"], ["k1"]],
  ["503, a replay", ends(503, REPLAY), ["k1", "k2"], ["k1"], ["k1"]],
  ["404, a replay", ends(404, REPLAY), ["k1", "k2"], ["k1"], ["k1"]],
  ["429, a replay", ends(429, REPLAY), ["k1", "k2"], ["k1"], ["k1"]],
  ["a replay by its older name", ends(400, { "idempotent-replay": "true" }), ["k1", "k2"], ["k1"], ["k1"]],
  ["409 without a time", ends(409), ["k1"], ["k1"], ["k1"]],
  ["200", ends(200), ["k1"], ["k1"], ["k1"]],
  ["201, a replay", ends(201, REPLAY), ["k1"], ["k1"], ["k1"]],
  ["302", ends(302), ["k1"], ["k1"], ["k1"]],
  ["400", ends(400), ["k1"], ["k1"], ["k1"]],
  ["401", ends(401), ["k1"], ["k1"], ["k1"]],
  ["403", ends(403), ["k1"], ["k1"], ["k1"]],
  ["404", ends(404), ["k1"], ["k1"], ["k1"]],
  ["413", ends(413), ["k1"], ["k1"], ["k1"]],
  ["422", ends(422), ["k1"], ["k1"], ["k1"]],
  ["a name nobody knows", ends("ENOTFOUND"), ["k1"], ["k1"], ["k1"]],
  ["a certificate nobody trusts", ends("DEPTH_ZERO_SELF_SIGNED_CERT"), ["k1"], ["k1"], ["k1"]],
  ["no TLS there", ends("ERR_SSL_WRONG_VERSION_NUMBER"), ["k1"], ["k1"], ["k1"]],
  ["no HTTP there", ends("HTTPParserError"), ["k1"], ["k1"], ["k1"]],
  ["a header that can't be sent", ends("UND_ERR_INVALID_ARG"), ["k1"], ["k1"], ["k1"]],
  ["the wish to stop", ends("E_INTERRUPTED"), ["k1"], ["k1"], ["k1"]],
])("%s", async (_what, first, fresh, own, once) => {
  for (const [request, keys] of [
    [renewable(), fresh],
    [WRITE, own],
    [{ ...renewable(), ...ONCE }, once],
  ] as const) {
    const { http, keys: sentKeys, lines } = scripted([first, OK]);
    await http(request).catch(() => {});
    expect(sentKeys()).toEqual(keys);
    expect(lines).toHaveLength(keys.length - 1);
  }
});

test("a read has no key and is retried after any transient error", async () => {
  for (const end of [408, 425, 429, 500, 503, "ECONNRESET", "UND_ERR_HEADERS_TIMEOUT"]) {
    const { http, sent } = scripted([ends(end), ends(200)]);
    expect((await http(GET)).status).toBe(200);
    expect(sent).toHaveLength(2);
  }
});

test("after the last try the response is returned with the number of tries and their duration", async () => {
  const { http, sent, pauses, lines, elapsedMs } = scripted([ends(503)]);
  const { status, retries } = await http(renewable());
  expect(status).toBe(503);
  expect(pauses).toEqual([250, 500, 1_000, 2_000]);
  expect(elapsedMs()).toBe(3_800);
  expect(retries).toEqual({ tries: 5, elapsedMs: 3_800, sent: "unknown", stopReason: undefined });
  expect(sent).toHaveLength(5);
  expect(lines).toEqual([
    "retry 1 of 4 in 0.3 s: Novu returned a server error (503)",
    "retry 2 of 4 in 0.5 s: Novu returned a server error (503)",
    "retry 3 of 4 in 1 s: Novu returned a server error (503)",
    "retry 4 of 4 in 2 s: Novu returned a server error (503)",
  ]);
});

test("a very short pause is reported as “at once”", async () => {
  const { http, lines } = scripted([ends(429), OK], { random: 0 });
  await http(WRITE);
  expect(lines).toEqual(["retry 1 of 4 now: Novu's rate limit is reached (429)"]);
});

test("the last failure reports its tries too", async () => {
  const { http } = scripted([ends("ECONNREFUSED")], { maxTries: 3 });
  const { message, info, sent } = await failureOf(() => http(renewable()));
  expect({ message, sent, hint: info.hint, details: info.details }).toEqual({
    message: "connection refused by 127.0.0.1:1",
    sent: "no",
    hint: [
      "Is the server running, and is this its API port?",
      "Nothing was sent.",
      "Gave up after 3 attempts in 0.8 s.",
    ],
    details: { reason: "ECONNREFUSED", tries: 3, elapsedMs: 780 },
  });
});

test.each<[string, Scripted[], string, string]>([
  [
    "a reset, then nobody there",
    [ends("ECONNRESET"), ends("ECONNREFUSED")],
    "unknown",
    "The request may or may not have reached Novu.",
  ],
  ["a 429, then nobody there", [ends(429), ends("ECONNREFUSED")], "yes", "The request reached Novu."],
  [
    "a 500, then nobody there",
    [ends(500), ends("ECONNREFUSED")],
    "unknown",
    "The request may or may not have reached Novu.",
  ],
  ["never anybody there", [ends("ECONNREFUSED")], "no", "Nothing was sent."],
])("`sent` covers all tries: %s", async (_what, script, sent, sentence) => {
  const failure = await failureOf(() => scripted(script).http(renewable()));
  expect([failure.sent, failure.info.hint?.filter((line) => /sent|reached/.test(line))]).toEqual([
    sent,
    [sentence],
  ]);
});

test("no retries: one try, and the details still count it", async () => {
  const { http, sent, lines } = scripted([ends(429, { "retry-after": "1" })], { maxTries: 1 });
  expect((await http(renewable())).retries).toEqual({
    tries: 1,
    elapsedMs: 10,
    sent: "yes",
    stopReason: undefined,
  });
  expect([sent.length, lines]).toEqual([1, []]);
});

test.each<[string, Record<string, string>, number, number | undefined]>([
  ["seconds", { "retry-after": "2" }, 429, 2_250],
  [
    "a date",
    { "retry-after": "Tue, 24 Nov 2026 10:00:02 GMT", date: "Tue, 24 Nov 2026 10:00:00 GMT" },
    503,
    2_250,
  ],
  ["nothing at first", { "retry-after": "0" }, 429, 250],
  ["a reset", { "retry-after": "0", "ratelimit-reset": "3" }, 429, 3_375],
  ["a day", { "retry-after": "86400" }, 429, undefined],
])("asked to wait %s", async (_what, headers, status, pause) => {
  const { http, pauses, sent } = scripted([ends(status, headers), OK]);
  const { retries } = await http(renewable());
  expect(pauses).toEqual(pause === undefined ? [] : [pause]);
  expect(sent).toHaveLength(pauses.length + 1);
  expect(retries?.stopReason).toBe(
    pause === undefined ? "Novu asks to wait 1 day; --max-wait allows 60 s." : undefined,
  );
});

test("every try gets only the time left, and the last one ends with it", async () => {
  const { http, sent, elapsedMs } = scripted([ends(503), ends(201, {}, 1e9)], { maxWaitMs: 5_000 });
  const { code, info } = await failureOf(() => http(renewable()));
  expect(code).toBe("E_TIMEOUT");
  expect(sent.map(({ timeoutMs }) => timeoutMs)).toEqual([5_000, 4_740]);
  expect(elapsedMs()).toBe(5_000);
  expect(info.hint?.slice(-2)).toEqual([
    "Gave up after 2 attempts in 5 s.",
    "--max-wait allows 5 s in total.",
  ]);
});

test("a pause that took longer than planned ends the tries as well", async () => {
  const { http, passTime, sent } = scripted([ends(503)], {
    maxWaitMs: 5_000,
    onSleep: () => passTime(60_000),
  });
  const { retries } = await http(renewable());
  expect([sent.length, retries?.stopReason]).toEqual([1, "--max-wait allows 5 s in total."]);
});

test.each<[string, HttpRequest, Scripted, string, string]>([
  ["a question", GET, ends(503), "no", "stopped"],
  ["a write that never left", WRITE, ends("ECONNREFUSED"), "no", "stopped"],
  ["a write that was put off", WRITE, ends(429), "yes", "stopped before the next retry"],
  [
    "a write whose fate is not known",
    WRITE,
    ends("ECONNRESET"),
    "unknown",
    "stopped before the response arrived",
  ],
])("the signal ends a pause at once: %s", async (_what, request, end, sent, message) => {
  const controller = new AbortController();
  const run = scripted([end], { signal: controller.signal, onSleep: () => controller.abort("SIGINT") });
  const failure = await failureOf(() => run.http(request));
  expect([failure.code, failure.sent, failure.message]).toEqual(["E_INTERRUPTED", sent, message]);
  expect(run.sent).toHaveLength(1);
});

test("a request's own signal ends its pause, and a sleep that rejects on abort causes no other error", async () => {
  const controller = new AbortController();
  const onSleep = () => {
    controller.abort();
    throw new Error("aborted");
  };
  const { http, sent } = scripted([ends(503)], { onSleep });
  const { code } = await failureOf(() => http({ ...GET, signal: controller.signal }));
  expect([code, sent.length]).toEqual(["E_INTERRUPTED", 1]);
});

test("an error that is not a Failure is not retried", async () => {
  const onSleep = () => {
    throw new TypeError("a bug");
  };
  await expect(scripted([ends(503)], { onSleep }).http(GET)).rejects.toThrow(TypeError);
});

test("the writes of one session share tries, its reads do not, and all share the time", async () => {
  const { startSession, sent, lines } = scripted(
    [ends(503), ends(201), ends(503), ends(503), ends(200), ends(503)],
    {
      maxTries: 3,
    },
  );
  const { http, retry, pause, retries } = startSession();
  await http(renewable());
  await http(GET);
  expect(await retry("somebody else wrote")).toBe(true);
  expect(lines.at(-1)).toBe("retry 2 of 2 in 0.5 s: somebody else wrote");
  const { retries: last } = await http(renewable());
  expect([sent.length, last?.tries, retries().tries]).toEqual([6, 3, 3]);
  expect(await retry("somebody else wrote")).toBe(false);
  await pause(1e9);
  const { message, sent: wasSent } = await failureOf(() => http(GET));
  expect([message, wasSent, sent.length]).toEqual(["there was no time left to contact Novu", "no", 6]);
});
