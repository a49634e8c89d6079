import { expect, test } from "vitest";
import type { Http, HttpRequest } from "../../../src/http/http.js";
import { createPollClient, type PollClientOptions } from "../../../src/novu/poll-client.js";
import { failureOf } from "../failures/failure-of.js";
import { response } from "./fake-call.js";

const LIST = { page: 0, hasMore: false, pageSize: 1, data: [{ _id: "a" }] };
const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

const noBody: Http = async () => {
  throw new Error("nobody expected this one");
};

/** Looks whose turn comes at once, unless they are told otherwise. */
const looksWith = (once: Http, how: Partial<PollClientOptions> = {}, patiently: Http = noBody) =>
  createPollClient(
    { once, patiently },
    { longestMs: () => 1_000, now: () => 50_000, turn: async () => {}, isWorthRetries: () => false, ...how },
  );

test("every question is asked once, and given no longer than there is", async () => {
  const sent: HttpRequest[] = [];
  const answers = [response(200, LIST), response(503, { message: "no" }), response(200, LIST)];
  const pollClient = looksWith(
    async (request) => {
      sent.push(request);
      return answers[sent.length - 1] ?? response(500, "");
    },
    { longestMs: () => 1_000 - sent.length },
  );
  const look = async () => {
    for await (const { messages } of pollClient.messagePages({ subscriberId: "alice", pageSize: 1 }))
      return messages;
    return [];
  };
  expect(await look()).toHaveLength(1);
  expect((await failureOf(look)).code).toBe("E_SERVER");
  expect(await look()).toHaveLength(1);
  expect(sent.map(({ timeoutMs }) => timeoutMs)).toEqual([1_000, 999, 998]);
});

test("what is worth the run's retries is asked with them", async () => {
  const asked: string[] = [];
  const http =
    (by: string): Http =>
    async () => {
      asked.push(by);
      return response(200, LIST);
    };
  const pollClient = looksWith(http("once"), { isWorthRetries: () => asked.length === 0 }, http("patiently"));
  await pollClient.findMessage("alice", ID);
  await pollClient.findMessage("alice", ID);
  expect(asked).toEqual(["patiently", "once"]);
});

test("how long the server asks to be left alone is known until it answers otherwise", async () => {
  const answers = [
    response(429, { message: "slow" }, { "retry-after": "7" }),
    response(429, { message: "slow" }, { "retry-after": "0", "ratelimit-reset": "3" }),
    response(200, LIST, { "ratelimit-remaining": "0", "ratelimit-reset": "4" }),
    response(200, LIST),
  ];
  let at = 0;
  const pollClient = looksWith(async () => answers[at++] ?? response(500, ""));
  const seen: number[] = [];
  for (const _ of answers) {
    await pollClient.findMessage("alice", ID).catch(() => {});
    seen.push(pollClient.quietUntil() - 50_000);
  }
  expect(seen).toEqual([7_000, 3_000, 4_250, 0]);
});

test("each request waits for its turn, within a look too, and a turn that does not come is a failure", async () => {
  const turns: number[] = [];
  let requests = 0;
  const page = (at: number) => ({ page: at, hasMore: true, pageSize: 1, data: [{ _id: `m${at}` }] });
  const pollClient = looksWith(
    async () => {
      requests += 1;
      return response(200, page(requests), { "retry-after": String(requests) });
    },
    {
      turn: async (quietUntil) => {
        if (turns.push(quietUntil - 50_000) === 3) throw new Error("too late");
      },
    },
  );
  const read = async () => {
    for await (const _ of pollClient.messagePages({ subscriberId: "alice", pageSize: 1 }));
  };
  await expect(read()).rejects.toThrow("too late");
  expect([turns.slice(1), requests]).toEqual([[1_000, 2_000], 2]);
});

test("a clock that is set back makes no pause longer than was asked for", async () => {
  let now = 5_000_000;
  const pollClient = looksWith(async () => response(429, {}, { "retry-after": "7" }), { now: () => now });
  await pollClient.findMessage("alice", ID).catch(() => {});
  now -= 3_600_000;
  expect(pollClient.quietUntil() - now).toBe(7_000);
});
