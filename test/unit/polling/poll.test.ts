import { expect, test } from "vitest";
import { Failure } from "../../../src/failures/failure.js";
import type { Http, HttpRequest } from "../../../src/http/http.js";
import { createNovu } from "../../../src/novu/novu.js";
import { createPoller, type PollOptions } from "../../../src/polling/poll.js";
import { failureOf } from "../failures/failure-of.js";
import { GET, response } from "../novu/fake-call.js";

const LIST = { page: 0, hasMore: false, pageSize: 1, data: [{ _id: "a" }] };
const START = 50_000;

const unused: Http = async () => {
  throw new Error("this client is not to be used");
};

/** A poller with a clock that only its pauses advance. */
const usePoller = (
  options: Partial<PollOptions> = {},
  clock: Partial<Parameters<typeof createPoller>[0]> = {},
) => {
  let time = START;
  const pauses: number[] = [];
  const log: string[] = [];
  const poller = createPoller(
    {
      now: () => time,
      sleep: async (ms) => {
        pauses.push(ms);
        time += ms;
      },
      random: () => 0.5,
      signal: new AbortController().signal,
      ...clock,
    },
    {
      interval: { intervalMs: 1_000, maxIntervalMs: 4_000 },
      deadline: { endsAt: START + 60_000, graceMs: 0 },
      retriesFirstRead: false,
      log: async (text) => void log.push(text),
      recoveredNote: "",
      interrupted: "stopped",
      tooLate: () => new Failure("E_TIMEOUT", "too late"),
      ...options,
    },
  );
  return { poller, pauses, log, now: () => time };
};

/** The novu client over a throttled connection. */
const readerOver = (http: Http, poller: ReturnType<typeof createPoller>) =>
  createNovu(http, "http://novu.test").messageReader(poller.chooseHttp);

test("each request is sent once, with the remaining time as its timeout", async () => {
  const sent: HttpRequest[] = [];
  const answers = [response(200, LIST), response(503, { message: "no" }), response(200, LIST)];
  const { poller } = usePoller({}, { now: () => START + sent.length });
  const reader = readerOver(async (request) => {
    sent.push(request);
    return answers[sent.length - 1] ?? response(500, "");
  }, poller);
  const read = async () => {
    for await (const { messages } of reader.messagePages({ subscriberId: "alice", pageSize: 1 }))
      return messages;
    return [];
  };
  expect(await read()).toHaveLength(1);
  expect((await failureOf(read)).code).toBe("E_SERVER");
  expect(await read()).toHaveLength(1);
  expect(sent.map(({ timeoutMs }) => timeoutMs)).toEqual([60_000, 59_999, 59_998]);
});

test("the timeout of a request is at least a second", async () => {
  const sent: HttpRequest[] = [];
  const { poller } = usePoller({ deadline: { endsAt: START + 10, graceMs: 0 } });
  await poller.chooseHttp({
    withoutRetries: async (request) => {
      sent.push(request);
      return response(200, LIST);
    },
    withRetries: unused,
  })(GET);
  expect(sent.map(({ timeoutMs }) => timeoutMs)).toEqual([1_000]);
});

test.each([
  [true, ["with retries", "once"]],
  [false, ["once", "once"]],
] as const)(
  "the run's retries are for the first read alone, and only if asked for: %j",
  async (retriesFirstRead, by) => {
    const used: string[] = [];
    const client =
      (name: string): Http =>
      async () => {
        used.push(name);
        return response(200, LIST);
      };
    const { poller } = usePoller({ retriesFirstRead });
    const http = poller.chooseHttp({ withoutRetries: client("once"), withRetries: client("with retries") });
    const source = {
      async *read() {
        yield await http(GET);
      },
      nextRead: () => ({ isUrgent: false }),
    };
    for await (const _ of poller.poll(source)) if (used.length === 2) break;
    expect(used).toEqual(by);
  },
);

test("a request waits for the delay that the last response asked for", async () => {
  const answers = [
    response(429, { message: "slow" }, { "retry-after": "7" }),
    response(429, { message: "slow" }, { "retry-after": "0", "ratelimit-reset": "3" }),
    response(200, LIST, { "ratelimit-remaining": "0", "ratelimit-reset": "4" }),
    response(200, LIST),
  ];
  let at = 0;
  const { poller, pauses } = usePoller();
  const http = poller.chooseHttp({
    withoutRetries: async () => answers[at++] ?? response(500, ""),
    withRetries: unused,
  });
  for (const _ of [...answers, "one more"]) await http(GET);
  expect(pauses).toEqual([7_000, 3_000, 4_250]);
});

test("each request of a read waits until it is allowed; after the deadline it fails", async () => {
  let requests = 0;
  const page = (at: number) => ({ page: at, hasMore: true, pageSize: 1, data: [{ _id: `m${at}` }] });
  const { poller, pauses, now } = usePoller({ deadline: { endsAt: START + 2_500, graceMs: 0 } });
  const reader = readerOver(async () => {
    requests += 1;
    return response(200, page(requests), { "retry-after": String(requests) });
  }, poller);
  const read = async () => {
    for await (const _ of reader.messagePages({ subscriberId: "alice", pageSize: 1 }));
  };
  await expect(read()).rejects.toThrow("too late");
  expect([pauses, requests, now()]).toEqual([[1_000, 1_500], 2, START + 2_500]);
});

test("a clock that is set back does not lengthen a pause", async () => {
  let now = 5_000_000;
  const pauses: number[] = [];
  const sleep = async (ms: number) => void pauses.push(ms);
  const deadline = { endsAt: Number.POSITIVE_INFINITY, graceMs: 0 };
  const { poller } = usePoller({ deadline }, { now: () => now, sleep });
  const http = poller.chooseHttp({
    withoutRetries: async () => response(429, {}, { "retry-after": "7" }),
    withRetries: unused,
  });
  await http(GET);
  now -= 3_600_000;
  await http(GET);
  expect(pauses).toEqual([7_000]);
});

/** A source whose reads yield the given items, and can then fail. */
const scripted = (reads: readonly { readonly finds?: readonly string[]; readonly fails?: Failure }[]) => {
  let count = 0;
  return {
    async *read() {
      const { finds = [], fails } = reads[count++] ?? {};
      yield* finds;
      if (fails !== undefined) throw fails;
    },
    nextRead: () => ({ isUrgent: false }),
    count: () => count,
  };
};

const collect = async <Found>(found: AsyncIterable<Found>) => {
  const all: Found[] = [];
  for await (const each of found) all.push(each);
  return all;
};

const AWAY = new Failure("E_SERVER", "Novu is away");

test("an outage is logged when it begins and when it ends, and nothing found is lost", async () => {
  const { poller, log } = usePoller({ recoveredNote: "; now" });
  const source = scripted([
    { finds: ["a"] },
    { finds: ["b"], fails: AWAY },
    { finds: ["c"], fails: AWAY },
    { finds: ["d"] },
  ]);
  expect(await collect(poller.poll(source))).toEqual(["a", "b", "c", "d"]);
  expect(log).toEqual([
    "Novu is away; retrying",
    expect.stringMatching(/^Novu responds again after \d+ s; now$/),
  ]);
  expect(poller.outage()).toBeUndefined();
});

test("pauses grow until something is found, and no read follows the deadline", async () => {
  const { poller, pauses } = usePoller({ deadline: { endsAt: START + 14_500, graceMs: 0 } });
  const source = scripted([{}, {}, {}, {}, {}, { finds: ["a"] }]);
  expect(await collect(poller.poll(source))).toEqual(["a"]);
  expect(pauses).toEqual([1_000, 1_500, 2_250, 3_375, 4_000, 1_000, 1_375]);
  expect(source.count()).toBe(7);
});

test("with a grace there is a final read, repeated within the grace while it fails", async () => {
  const deadline = { endsAt: START + 1_000, graceMs: 10_000 };
  const good = scripted([{}, { finds: ["at the last moment"] }]);
  expect(await collect(usePoller({ deadline }).poller.poll(good))).toEqual(["at the last moment"]);
  const { poller, now } = usePoller({ deadline });
  expect(await collect(poller.poll(scripted([{}, ...Array(9).fill({ fails: AWAY })])))).toEqual([]);
  expect(poller.outage()).toEqual({ failure: AWAY, since: START + 1_000, lastResponseAt: START });
  expect(now()).toBe(deadline.endsAt + deadline.graceMs);
});

test("a permanent failure ends polling, as does the signal", async () => {
  const refused = new Failure("E_UNAUTHORIZED", "no");
  const source = scripted([{}, { fails: refused }]);
  await expect(collect(usePoller().poller.poll(source))).rejects.toBe(refused);
  const { poller } = usePoller({}, { signal: AbortSignal.abort() });
  expect((await failureOf(() => collect(poller.poll(scripted([]))))).code).toBe("E_INTERRUPTED");
});
