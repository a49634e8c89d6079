import { expect, test } from "vitest";
import { takeToken } from "../../../src/sandbox/server/rate-limit.js";
import { listPath, runSandbox, senderFor } from "./running-sandbox.js";

const take = (bucket: ReturnType<typeof takeToken>["bucket"] | undefined, times: number, now: number) => {
  let taken = takeToken(bucket, 5, 5, now);
  for (let left = times - 1; left > 0; left -= 1) {
    taken = takeToken(taken.bucket, 5, 5, now);
  }
  return taken;
};

test("a new bucket holds the burst, and is not refilled before it is empty", () => {
  expect(takeToken(undefined, 100, 5, 0)).toMatchObject({ allowed: true, remaining: 109, reset: 1 });
  const half = takeToken(takeToken(undefined, 100, 5, 0).bucket, 100, 5, 60_000);
  expect(half).toMatchObject({ allowed: true, remaining: 108, reset: 0 });
});

test("an empty bucket refuses until one token is added, then has all tokens added since", () => {
  const empty = take(undefined, 5, 0);
  expect(empty).toMatchObject({ allowed: true, remaining: 0, reset: 1 });
  expect(takeToken(empty.bucket, 5, 5, 999)).toMatchObject({ allowed: false, remaining: 0, reset: 1 });
  expect(takeToken(empty.bucket, 5, 5, 1000)).toMatchObject({ allowed: true, remaining: 0 });
  expect(takeToken(empty.bucket, 5, 5, 3500)).toMatchObject({ allowed: true, remaining: 2 });
  expect(takeToken(empty.bucket, 5, 5, 3_600_000)).toMatchObject({ allowed: true, remaining: 4 });
});

test("refused requests get Novu's headers and pass again when the clock moves on", async () => {
  let now = 0;
  const { send } = await runSandbox({ now: () => now, rateLimit: { requests: 2, seconds: 2 } });
  const status = async () => (await send("GET", "/v1/messages")).status;
  expect([await status(), await status(), await status()]).toEqual([200, 200, 429]);
  const refused = await send("GET", "/v1/messages");
  expect(refused.body).toMatchObject({ statusCode: 429, message: "API rate limit exceeded", ctx: {} });
  expect(Object.fromEntries(refused.headers)).toMatchObject({
    "retry-after": "1",
    "ratelimit-limit": "2",
    "ratelimit-remaining": "0",
    "ratelimit-reset": "1",
    "ratelimit-policy":
      '2;w=2;burst=2;comment="token bucket";category="global";cost="single";serviceLevel="free"',
  });
  now += 1000;
  expect([await status(), await status()]).toEqual([200, 429]);
});

test("each category of each environment has its own bucket", async () => {
  const { sandbox, send } = await runSandbox({
    keys: ["first", "second"],
    rateLimit: { requests: 1, seconds: 60, categories: { trigger: 2 } },
  });
  const trigger = () => send("POST", "/v1/events/trigger", { name: "single", to: "sub-1" });
  expect((await send("GET", listPath({}))).status).toBe(200);
  expect((await send("GET", listPath({}))).status).toBe(429);
  expect((await send("GET", "/v1/subscribers/sub-1")).status).toBe(200);
  expect((await send("GET", "/v1/subscribers/sub-1")).status).toBe(429);
  expect([(await trigger()).status, (await trigger()).status, (await trigger()).status]).toEqual([
    201, 201, 429,
  ]);
  expect((await senderFor(sandbox.url, "second")("GET", listPath({}))).status).toBe(200);
});

test("no header without a limit, without a key, on open and on unknown routes", async () => {
  const free = await runSandbox();
  const limited = await runSandbox({ rateLimit: { requests: 1, seconds: 60 } });
  const limitOf = async (...[method, path, body, headers]: Parameters<typeof free.send>) =>
    (await limited.send(method, path, body, headers)).headers.get("ratelimit-limit");
  expect((await free.send("GET", "/v1/messages")).headers.get("ratelimit-limit")).toBe(null);
  expect(await limitOf("GET", "/v1/messages", undefined, { authorization: "ApiKey wrong" })).toBe(null);
  expect(await limitOf("GET", "/v1/health-check")).toBe(null);
  expect(await limitOf("GET", "/v1/nope")).toBe(null);
  expect(await limitOf("GET", "/v1/messages")).toBe("1");
});
