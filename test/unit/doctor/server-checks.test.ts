import { expect, test } from "vitest";
import type { RecordedExchange } from "../../../src/commands/doctor/observations.js";
import { surveyConnection } from "../../../src/config/survey-connection.js";
import { Failure } from "../../../src/failures/failure.js";
import { response } from "../novu/fake-call.js";
import { findingOf } from "./observed.js";

const NOON = Date.parse("2026-01-01T12:00:00Z");

const exchange = (
  headers: Record<string, string>,
  part: Partial<RecordedExchange> = {},
): RecordedExchange => ({
  request: { method: "GET", path: "/v1/health-check" },
  response: response(200, "", headers),
  hadKey: false,
  startedAt: NOON,
  milliseconds: 0,
  ...part,
});

test("the server's moment is the middle of the quickest call, and half a second into its second", () => {
  const skewOf = (...exchanges: RecordedExchange[]) => findingOf("clock", { exchanges }).details.aheadSeconds;
  const date = new Date(NOON).toUTCString();
  expect(skewOf(exchange({ date }, { startedAt: NOON + 500 }))).toBe(0);
  expect(skewOf(exchange({ date }, { startedAt: NOON + 31_000 }))).toBe(31);
  expect(skewOf(exchange({ date }, { startedAt: NOON + 30_000 }))).toBe(30);
  expect(skewOf(exchange({ date }, { startedAt: NOON - 4_500, milliseconds: 10_000 }))).toBe(0);
  const slow = exchange({ date }, { startedAt: NOON + 90_000, milliseconds: 900 });
  expect(skewOf(slow, exchange({ date }, { startedAt: NOON + 500 }))).toBe(0);
});

test("the middle of the samples counts, and a slow one is a warning", () => {
  const latencyOf = (...times: number[]) =>
    findingOf("latency", { exchanges: times.map((milliseconds) => exchange({}, { milliseconds })) });
  expect([latencyOf(900, 5, 7).state, latencyOf(900, 5, 7).details.medianMs]).toEqual(["pass", 7]);
  expect([latencyOf(1_001, 1_200, 3).state, latencyOf(1_000).state]).toEqual(["warn", "pass"]);
  expect(latencyOf(4).finding).toBe("4 ms, 1 response; connection 0 ms");
  expect(latencyOf().state).toBe("skip");
  const other = exchange({}, { request: { method: "GET", path: "/v1/messages" }, hadKey: true });
  expect(findingOf("latency", { exchanges: [other] }).state).toBe("skip");
});

test("a limit that is used up is a warning; a limit in no known form is still one", () => {
  const limitOf = (headers: Record<string, string>) =>
    findingOf("rate-limit", { exchanges: [exchange(headers, { hadKey: true })] });
  expect(limitOf({ "ratelimit-limit": "100", "ratelimit-remaining": "0" }).state).toBe("warn");
  expect(limitOf({ "ratelimit-limit": "100", "ratelimit-remaining": "1" }).state).toBe("pass");
  expect(limitOf({ "ratelimit-limit": "many" })).toMatchObject({
    state: "pass",
    finding: "on: an unknown number of requests, an unknown number left",
    details: { on: true, limit: null, windowSeconds: null, burst: null, category: null, policy: null },
  });
  expect(limitOf({}).state).toBe("skip");
});

test("a key that is refused in Novu's words shows that Novu answers, health check or not", () => {
  const noRoute = { kind: "failed", failure: new Failure("E_NO_ROUTE", "no such route") } as const;
  const survey = surveyConnection({ apiUrl: "https://novu.example" }, {}, { profiles: {} });
  const stateOf = (code: "E_UNAUTHORIZED" | "E_NO_ROUTE") =>
    findingOf("api", {
      survey,
      health: noRoute,
      environment: { kind: "failed", failure: new Failure(code, "x") },
    }).state;
  expect([stateOf("E_UNAUTHORIZED"), stateOf("E_NO_ROUTE")]).toEqual(["info", "fail"]);
});

test.each([
  [{ deprecation: "true" }, "GET /v1/health-check is deprecated", []],
  [{ deprecation: "soon" }, "GET /v1/health-check is deprecated (soon)", []],
  [{ sunset: "never" }, "GET /v1/health-check is deprecated and ends never", []],
  [
    { link: "<https://x.example/a>; rel=deprecation" },
    "GET /v1/health-check is deprecated",
    ["The server points to https://x.example/a"],
  ],
])("an end announced as %j", (headers, finding, next) => {
  const twice = [exchange(headers), exchange(headers)];
  expect(findingOf("deprecation", { exchanges: twice })).toMatchObject({ state: "warn", finding, next });
});

test("other links announce nothing", () => {
  expect(
    findingOf("deprecation", { exchanges: [exchange({ link: '<https://x.example>; rel="next"' })] }).state,
  ).toBe("pass");
});
