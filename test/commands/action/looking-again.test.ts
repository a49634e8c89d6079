import { expect, test } from "vitest";
import { createDrivenClock } from "../../support/driven-clock.js";
import { listOfOne, ONE_ID } from "../../support/list-of-one.js";
import { useNovuServer } from "../../support/loopback-server.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { seedOne, useSandbox } from "../../support/sandbox.js";
import { useWait } from "../../support/waiting.js";
import { told, watched } from "./watched.js";

const BOTH = [
  ["wait", "alice", ONE_ID],
  ["watch", "--subscriber", "alice"],
] as const;
const TROUBLE = /^[·!] (.+; retrying|Novu responds again after .+)$/gm;

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A Novu that gives each list as the script says, then as it should be; alice has one message, open or answered. */
const useScripted = async (answers: readonly Answer[], pressedFrom = answers.length) => {
  const times: number[] = [];
  const clock = createDrivenClock();
  const env = await useNovuServer((_, response) => {
    const at = times.push(clock.elapsed()) - 1;
    const { status = 200, headers = {} } = answers[at] ?? {};
    const list = listOfOne(at >= pressedFrom ? "done" : "open");
    const body = status === 200 ? list : { statusCode: status, message: "no", timestamp: "", path: "" };
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  });
  const { now, sleep, random } = clock;
  const look = (...words: readonly string[]) => run(["action", ...words], { env, now, sleep, random });
  return { look, times, clock };
};

const later = (outage: Answer, count: number): readonly Answer[] => [{}, ...Array(count).fill(outage)];

test.each([400, 402, 408, 409, 413, 418, 422, 425, 429, 500, 502, 503])(
  "%d once it has been answered otherwise is waited out by both, in the same words and at the same times",
  async (status) => {
    const ends = [];
    for (const words of BOTH) {
      const { look, times } = await useScripted(later({ status }, 3));
      const end = await look(...words, "--timeout", "1m", ...(words[0] === "watch" ? ["--count", "1"] : []));
      const lines = end.stderr
        .match(TROUBLE)
        ?.map((line) => line.slice(2).replace(/; changes since then follow$/, ""));
      ends.push({ code: end.code, lines, times });
    }
    const [wait, watch] = ends;
    expect(wait?.lines).toHaveLength(2);
    expect(watch).toEqual(wait);
    expect([wait?.code, wait?.times.length]).toEqual([0, 5]);
  },
);

test.each(BOTH)("%s: 401 and 403 are not", async (...words) => {
  for (const status of [401, 403]) {
    const { look, times } = await useScripted(later({ status }, 3));
    expect([(await look(...words, "--timeout", "1m")).code, times.length]).toEqual([4, 2]);
  }
});

test.each(BOTH)(
  "%s: the last request that the server allows is followed by the rest it needs",
  async (...words) => {
    const usedUp = { headers: { "ratelimit-remaining": "0", "ratelimit-reset": "20" } };
    const { look, times } = await useScripted([usedUp, usedUp, {}], 2);
    await look(...words, "--timeout", "2m");
    expect(times.slice(0, 3)).toEqual([0, 20_250, 40_500]);
  },
);

test.each(BOTH)("%s: no server is taken to mean more than an hour", async (...words) => {
  const { look, times } = await useScripted(later({ status: 503, headers: { "retry-after": "9999999" } }, 1));
  await look(...words, "--timeout", "24h");
  expect(times.slice(0, 3)).toEqual([0, 2_000, 3_602_000]);
});

test.each(BOTH)(
  "%s: the pause is at least 250 ms, and the longest no shorter than the first",
  async (...words) => {
    const { look, times } = await useScripted([]);
    const often = await look(...words, "--interval", "249ms");
    expect([often.code, often.stderr]).toEqual([
      2,
      expect.stringContaining("--interval must be at least 250ms"),
    ]);
    const odd = await look(...words, "--max-interval", "1s");
    expect([odd.code, odd.stderr]).toEqual([
      2,
      expect.stringMatching(/--max-interval is shorter than --interval[\s\S]*starts at --interval \(2s\)/),
    ]);
    expect(times).toEqual([]);
  },
);

test("with RateLimit headers no look of a wait draws a 429, also one of many requests", async () => {
  const clock = createDrivenClock();
  const sandbox = await useSandbox({ rateLimit: { requests: 3, seconds: 5 }, now: clock.now });
  const pairs = ["sub-1", "sub-2", "user:42@example.com"].flatMap((subscriberId) =>
    sandbox
      .seed({ subscriberId, count: 2 })
      .flatMap(({ messageId }) => ["--pair", `${subscriberId}:${messageId}`]),
  );
  sandbox.forget();
  const { now, sleep, random } = clock;
  const { code, stderr } = await run(
    [
      "action",
      "wait",
      ...pairs,
      "--all",
      "--interval",
      "250ms",
      "--max-interval",
      "250ms",
      "--timeout",
      "30s",
    ],
    { env: sandbox.env, now, sleep, random },
  );
  expect([code, stderr]).toEqual([8, expect.not.stringContaining("slow down")]);
  expect(sandbox.requests.length).toBeGreaterThan(10);
  expect(sandbox.requests.filter(({ status }) => status !== 200)).toEqual([]);
});

test("a last look that has to stay away for a moment is made then, and the press counts", async () => {
  const { sandbox, id, clock, wait } = await useWait();
  clock.at(55_000, () => sandbox.fault({ name: "rate-limit", times: 1, retryAfter: "8" }));
  clock.at(59_000, () => sandbox.press(id, "secondary"));
  expect((await wait("--timeout", "1m")).code).toBe(20);
  expect(clock.elapsed()).toBe(64_375);
});

test("a look that the server does not let be completed in time is its failure", async () => {
  const usedUp = { headers: { "ratelimit-remaining": "0", "ratelimit-reset": "600" } };
  const { look, times, clock } = await useScripted([usedUp]);
  const { code, stderr } = await look(
    "wait",
    "--pair",
    `alice:${ONE_ID}`,
    "--pair",
    `bob:${ONE_ID}`,
    "--all",
    "--timeout",
    "1m",
  );
  expect([code, times.length, clock.elapsed()]).toEqual([9, 1, 60_000]);
  expect(stderr).toContain("Novu's rate limit lasts longer than the timeout");
  expect(stderr).toContain("The timeout was reached. No check succeeded.");
});

test("of several lists one that never answers is told once, and what the others show is not kept back", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  let isBroken = false;
  const env = await useNovuServer(async (request, response) => {
    const url = request.url ?? "";
    if (isBroken && url.includes("subscriberId=sub-2")) {
      response
        .writeHead(500, { "content-type": "application/json" })
        .end('{"statusCode":500,"message":"no"}');
      return;
    }
    const { authorization = "" } = request.headers;
    const answer = await fetch(sandbox.url + url, { headers: { authorization } });
    response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
  });
  sandbox.seed({ subscriberId: "sub-2" });
  const breakNow = () => {
    isBroken = true;
  };
  const mend = () => {
    isBroken = false;
    sandbox.press(id, "secondary");
  };
  const { code, events, stderr } = await watched(
    env,
    ["--subscriber", "sub-1", "--subscriber", "sub-2", "--events", "pressed"],
    [breakNow, () => {}, () => sandbox.press(id, "primary"), () => {}, mend],
  );
  expect([code, told(events)]).toEqual([0, ["pressed primary", "pressed secondary"]]);
  expect(stderr.match(/^!.*$/gm)).toEqual([
    expect.stringContaining("; retrying"),
    expect.stringMatching(/^! Novu responds again after \d+ s; changes since then follow$/),
  ]);
});

test("a watch whose time is up in trouble says for how long nothing is known, with -q too", async () => {
  const sandbox = await useSandbox();
  seedOne(sandbox);
  const { code, stdout, stderr } = await watched(
    sandbox.env,
    ["-q"],
    [() => sandbox.fault({ name: "error-503", times: "forever" })],
  );
  expect([code, stdout]).toEqual([0, ""]);
  expect(stderr).toBe(
    "! Novu returned a server error (503); retrying\n! the timeout was reached; changes in the last 9 m 58 s are unknown\n",
  );
});

test("a look that only the end cut short is no trouble", async () => {
  const clock = createDrivenClock();
  let requests = 0;
  const env = await useNovuServer((_, response) => {
    requests += 1;
    if (requests === 1) response.end(JSON.stringify({ page: 0, hasMore: false, pageSize: 50, data: [] }));
  });
  // While the second look waits for an answer, time is up.
  const now = () => clock.now() + (requests < 2 ? 0 : 60_000);
  const { sleep, random } = clock;
  const { code, stderr } = await run(["action", "watch", "--timeout", "2500ms"], { env, now, sleep, random });
  expect([code, requests, stderr.match(/^!.*$/gm)]).toEqual([0, 2, null]);
});
