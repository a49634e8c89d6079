import { expect, test } from "vitest";
import type { FaultInput } from "../../../src/sandbox/sandbox.js";
import { useNovuServer } from "../../support/loopback-server.js";
import { run } from "../../support/run-cli.js";
import { KEY, seedOne, useSandbox } from "../../support/sandbox.js";
import { told, watched } from "./watched.js";

const linesOf = (stderr: string): readonly string[] =>
  stderr.split("\n").filter((line) => line.startsWith("!"));

const PASSING: readonly (readonly [FaultInput, string])[] = [
  [{ name: "reset-before" }, "the connection to"],
  [{ name: "hang-before" }, "no complete response from"],
  [{ name: "hang-in-body" }, "no complete response from"],
  [{ name: "cut-json" }, "the server isn't a Novu API"],
  [{ name: "html-200" }, "the server isn't a Novu API"],
  [{ name: "html-502" }, "Novu returned a server error (502)"],
  [{ name: "error-500" }, "Novu returned a server error (500)"],
  [{ name: "error-503" }, "Novu returned a server error (503)"],
  [{ name: "rate-limit" }, "rate limit"],
  [{ name: "status-408" }, ""],
  [{ name: "redirect-302" }, "the server redirects to"],
];

test.each(PASSING)(
  "$name for three looks: told once, waited out, told once again, and nothing is lost",
  async (fault, text) => {
    const sandbox = await useSandbox();
    const id = seedOne(sandbox);
    const { code, events, stderr } = await watched(
      sandbox.env,
      ["--events", "pressed", "--request-timeout", fault.name.startsWith("hang") ? "1500ms" : "30s"],
      [
        () => {},
        () => {
          sandbox.fault({ ...fault, times: 3 });
          sandbox.press(id, "primary");
        },
      ],
    );
    expect([code, told(events)]).toEqual([0, ["pressed primary"]]);
    const lines = linesOf(stderr);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain(text);
    expect(lines[0]).toContain("; retrying");
    expect(lines[1]).toMatch(/^! Novu responds again after \d+ s; changes since then follow$/);
    expect(sandbox.faults()).toMatchObject([{ struck: 3 }]);
  },
);

test("a server that is not there for a while is trouble like any other", async () => {
  const sandbox = await useSandbox();
  seedOne(sandbox);
  const { code, events, stderr } = await watched(
    sandbox.env,
    ["--events", "created"],
    [
      () => sandbox.fault({ name: "refuse", forMs: 600_000 }),
      () => {},
      () => {},
      async () => {
        await sandbox.clearFaults();
        sandbox.seed();
      },
    ],
  );
  expect([code, told(events), linesOf(stderr).length]).toEqual([0, ["created"], 2]);
});

test("the pauses grow in trouble, and are no shorter than the server asks for", async () => {
  const sandbox = await useSandbox();
  seedOne(sandbox);
  const fault = (input: FaultInput) => () => sandbox.fault(input);
  const { pauses } = await watched(
    sandbox.env,
    ["--interval", "1s", "--max-interval", "3s"],
    [
      fault({ name: "error-500", times: 4 }),
      () => {},
      () => {},
      () => {},
      fault({ name: "rate-limit", retryAfter: "42" }),
      fault({ name: "rate-limit", retryAfter: "0" }),
      fault({ name: "error-503", retryAfter: "100000000000" }),
    ],
  );
  expect(pauses.slice(0, 7)).toEqual([1_000, 1_500, 2_250, 3_000, 3_000, 42_000, 3_000]);
  // An hour is the most that any server is taken to mean, and ten minutes is when this watch ends.
  expect(pauses.slice(7).reduce((sum, ms) => sum + ms, 0)).toBe(600_000 - 55_750);
  expect(pauses).toHaveLength(8);
});

test("with RateLimit headers no look ever draws a 429", async () => {
  let now = Date.parse("2026-11-25T06:00:00Z");
  const sandbox = await useSandbox({ rateLimit: { requests: 3, seconds: 5 }, now: () => now });
  for (const subscriberId of ["sub-1", "sub-2", "user:42@example.com"]) sandbox.seed({ subscriberId });
  const subscribers = ["sub-1", "sub-2", "user:42@example.com"].flatMap((id) => ["--subscriber", id]);
  const argv = [
    "action",
    "watch",
    ...subscribers,
    "--interval",
    "250ms",
    "--max-interval",
    "250ms",
    "--timeout",
    "60s",
  ];
  const { code, stderr } = await run(argv, {
    env: sandbox.env,
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
  });
  expect([code, linesOf(stderr)]).toEqual([0, []]);
  const statuses = sandbox.requests.map(({ status }) => status);
  expect(statuses.length).toBeGreaterThan(20);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
});

test("a rest that the server asks for is not cut short by the end: nothing more is asked then", async () => {
  let now = Date.parse("2026-11-25T06:00:00Z");
  const ends = now + 3_000;
  const sandbox = await useSandbox({ rateLimit: { requests: 3, seconds: 60 }, now: () => now });
  for (const subscriberId of ["sub-1", "sub-2"]) sandbox.seed({ subscriberId });
  const argv = ["action", "watch", "--subscriber", "sub-1", "--subscriber", "sub-2", "--timeout", "3s"];
  const pass = async (ms: number) => {
    now += ms;
  };
  const { code } = await run(argv, { env: sandbox.env, now: () => now, sleep: pass });
  expect([code, now, sandbox.requests.map(({ status }) => status)]).toEqual([0, ends, [200, 200, 200]]);
});

test("a first look that --timeout does not leave time for is an error that says so", async () => {
  let now = Date.parse("2026-11-25T06:00:00Z");
  const env = await useNovuServer((_request, response) => {
    now += 60_000;
    const list = { page: 0, hasMore: false, pageSize: 50, data: [] };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(list));
  });
  const argv = ["action", "watch", "--subscriber", "a", "--subscriber", "b", "--timeout", "30s", "--json"];
  const { code, stderr } = await run(argv, { env, now: () => now });
  expect([code, JSON.parse(stderr).error.message]).toEqual([
    7,
    "--timeout was reached before the first check finished",
  ]);
});

test.each([
  ["401", 401, 4, "E_UNAUTHORIZED"],
  ["403", 403, 4, "E_FORBIDDEN"],
])("%s in the middle ends it at once", async (_, status, exit, code) => {
  const sandbox = await useSandbox();
  let requests = 0;
  const env = await useNovuServer((_request, response) => {
    requests += 1;
    const body =
      requests < 3
        ? { page: 0, hasMore: false, pageSize: 50, data: [] }
        : { statusCode: status, message: "no" };
    response
      .writeHead(requests < 3 ? 200 : status, { "content-type": "application/json" })
      .end(JSON.stringify(body));
  });
  expect(sandbox.keys).toEqual([KEY]);
  const end = await watched(env, ["--json"]);
  expect([end.code, end.stdout, JSON.parse(end.stderr).error.code, requests]).toEqual([exit, "", code, 3]);
});

test("an unknown subscriber at the first look ends it; one that is removed later has no messages any more", async () => {
  const sandbox = await useSandbox();
  const refused = await watched(sandbox.env, ["--subscriber", "nobody", "--json"]);
  expect([refused.code, JSON.parse(refused.stderr).error.code]).toEqual([5, "E_SUBSCRIBER"]);
  const message = { _id: "65f0c1a9b2d4e6f8a0b1c2d3", createdAt: "2026-11-25T06:00:00Z", transactionId: "t" };
  let requests = 0;
  const env = await useNovuServer((_request, response) => {
    requests += 1;
    const isThere = requests < 3;
    const list = { page: 0, hasMore: false, pageSize: 50, data: [message] };
    const body = isThere ? list : { statusCode: 404, message: "Subscriber 'alice' was not found" };
    response.writeHead(isThere ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  const { code, events, stderr } = await watched(env, ["--subscriber", "alice"]);
  expect([code, told(events), linesOf(stderr)]).toEqual([0, ["deleted"], []]);
});

test("a first look that fails is tried again as in every command, and then ends the run", async () => {
  const sandbox = await useSandbox();
  sandbox.fault({ name: "error-500", times: "forever" });
  const { code, stderr } = await watched(sandbox.env, ["--json"]);
  expect([code, JSON.parse(stderr).error.code, sandbox.requests.length]).toEqual([9, "E_SERVER", 5]);
});

test("a signal ends it with 130, in a pause as in a request", async () => {
  const sandbox = await useSandbox();
  const ending = new AbortController();
  const end = await watched(sandbox.env, [], [() => {}, () => ending.abort("SIGINT")], {
    signal: ending.signal,
  });
  expect([end.code, end.stdout, end.stderr.split("\n").at(-2)]).toEqual([130, "", "stopped"]);
  const other = new AbortController();
  sandbox.fault({ name: "hang-before", skip: 1 });
  const hung = await watched(sandbox.env, [], [() => setTimeout(() => other.abort("SIGTERM"), 50)], {
    signal: other.signal,
  });
  expect([hung.code, hung.stdout]).toEqual([143, ""]);
});

test("a clock that jumps over the end, as a laptop's in its sleep, ends it after what it can still tell", async () => {
  const sandbox = await useSandbox();
  let now = Date.parse("2026-11-25T06:00:00Z");
  const { code } = await run(["action", "watch", "--timeout", "1h"], {
    env: sandbox.env,
    now: () => now,
    sleep: async () => {
      now += 86_400_000;
    },
  });
  expect([code, sandbox.requests.length]).toEqual([0, 1]);
});
