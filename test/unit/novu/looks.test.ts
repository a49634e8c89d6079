import { expect, test } from "vitest";
import type { HttpRequest } from "../../../src/http/http.js";
import { createLooks } from "../../../src/novu/looks.js";
import { failureOf } from "../failure/failure-of.js";
import { response } from "./fake-call.js";

const LIST = { page: 0, hasMore: false, pageSize: 1, data: [{ _id: "a" }] };

test("every question is asked once, and given no longer than there is", async () => {
  const sent: HttpRequest[] = [];
  const answers = [response(200, LIST), response(503, { message: "no" }), response(200, LIST)];
  const looks = createLooks(
    async (request) => {
      sent.push(request);
      return answers[sent.length - 1] ?? response(500, "");
    },
    { longestMs: () => 1_000 - sent.length, now: () => 0 },
  );
  const look = async () => {
    for await (const { messages } of looks.messagePages({ subscriberId: "alice", pageSize: 1 }))
      return messages;
    return [];
  };
  expect(await look()).toHaveLength(1);
  expect((await failureOf(look)).code).toBe("E_SERVER");
  expect(await look()).toHaveLength(1);
  expect(sent.map(({ timeoutMs }) => timeoutMs)).toEqual([1_000, 999, 998]);
});

test("how long the server asks to be left alone is known until it answers otherwise", async () => {
  const answers = [
    response(429, { message: "slow" }, { "retry-after": "7" }),
    response(429, { message: "slow" }, { "retry-after": "0", "ratelimit-reset": "3" }),
    response(200, LIST),
  ];
  let at = 0;
  const looks = createLooks(async () => answers[at++] ?? response(500, ""), {
    longestMs: () => 1_000,
    now: () => 50_000,
  });
  const seen: number[] = [];
  for (const _ of answers) {
    await looks.findMessage("alice", "65f0c1a9b2d4e6f8a0b1c2d3").catch(() => {});
    seen.push(looks.quietUntil() - 50_000);
  }
  expect(seen).toEqual([7_000, 3_000, 0]);
});
