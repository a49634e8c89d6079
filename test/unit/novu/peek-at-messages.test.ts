import { expect, test } from "vitest";
import type { HttpRequest, HttpResponse } from "../../../src/http/http.js";
import { peekAtMessages } from "../../../src/novu/peek-at-messages.js";

const LIST = JSON.stringify({ page: 0, hasMore: true, pageSize: 1, data: [{ _id: "a" }, "rubbish"] });
const NOW = Date.parse("2026-11-25T06:00:00Z");

const lookWith = async (
  answer: Partial<HttpResponse>,
  more: { isPatient?: boolean; timeoutMs?: number } = {},
) => {
  const asked: (HttpRequest & { by: string })[] = [];
  const rests: number[] = [];
  const http = (by: string) => async (request: HttpRequest) => {
    asked.push({ ...request, by });
    return { status: 200, headers: {}, body: LIST, ...answer };
  };
  const look = peekAtMessages({ once: http("once"), patiently: http("patiently") });
  const result = await look({
    transactionIds: ["t&1", "t2"],
    page: 0,
    limit: 9,
    isPatient: false,
    now: () => NOW,
    onRest: (ms) => rests.push(ms),
    ...more,
  }).catch((error: unknown) => error);
  return { result, asked, rests };
};

test("one page, once, within the time there is", async () => {
  const { result, asked, rests } = await lookWith({}, { timeoutMs: 70 });
  expect(result).toMatchObject({ messages: [{ document: { _id: "a" } }], hasMore: true });
  expect([asked, rests]).toEqual([
    [
      {
        by: "once",
        method: "GET",
        path: "/v1/messages?transactionId=t%261&transactionId=t2&channel=in_app&page=0&limit=9",
        timeoutMs: 70,
      },
    ],
    [],
  ]);
  expect((await lookWith({}, { isPatient: true })).asked.map(({ by }) => by)).toEqual(["patiently"]);
});

test.each<[string, number, Readonly<Record<string, string>>, readonly number[]]>([
  ["nothing said", 200, {}, []],
  ["some requests left", 200, { "ratelimit-remaining": "1", "ratelimit-reset": "4" }, []],
  ["none left", 200, { "ratelimit-remaining": "0", "ratelimit-reset": "4" }, [4_250]],
  ["none left, for less than a second", 200, { "ratelimit-remaining": "0", "ratelimit-reset": "0" }, [250]],
  ["none left, nobody knows how long", 200, { "ratelimit-remaining": "0" }, [250]],
  ["rubbish", 200, { "ratelimit-remaining": "few", "ratelimit-reset": "soon" }, []],
  ["429 with seconds", 429, { "retry-after": "7" }, [7_000]],
  ["429 with no time at all", 429, { "retry-after": "0" }, [250]],
  ["429 with a date", 429, { "retry-after": "Wed, 25 Nov 2026 06:00:09 GMT" }, [9_000]],
  ["429 with a reset alone", 429, { "ratelimit-reset": "3" }, [3_000]],
  ["503 with seconds", 503, { "retry-after": "7" }, [7_000]],
  ["500", 500, {}, []],
])("how long to leave the server alone: %s", async (_, status, headers, rests) => {
  const told = await lookWith({ status, headers });
  expect(told.rests).toEqual(rests);
  expect(told.result instanceof Error).toBe(status !== 200);
});
