import { expect, test } from "vitest";
import type { ServerVersion } from "../../../src/sandbox/sandbox.js";
import { actionPath, type RunningSandbox, runSandbox, senderFor } from "./running-sandbox.js";

const run = (server: ServerVersion = "3.15") => runSandbox({ server, idempotency: true });

const seedOne = ({ sandbox }: RunningSandbox): string => sandbox.seed()[0]?.messageId ?? "";

const withKey = (key: string) => ({ "idempotency-key": key });

test.for([
  ["3.15", 503, "Service Unavailable"],
  ["2.0", 404, "Message 507f1f77bcf86cd799439011 not found"],
] as const)(
  "server %s answers a remembered error with %i, also for a good message",
  async ([server, status, message]) => {
    const running = await run(server);
    const good = actionPath(seedOne(running));
    const first = await running.send(
      "POST",
      actionPath("507f1f77bcf86cd799439011"),
      { status: "done" },
      withKey("k"),
    );
    expect(first.status).toBe(404);
    expect(first.headers.get("idempotency-replay")).toBe(null);
    const second = await running.send("POST", good, { status: "done" }, withKey("k"));
    expect(second).toMatchObject({ status, body: { statusCode: status, message } });
    expect(second.headers.get("idempotency-replay")).toBe("true");
    expect(second.headers.get("idempotency-key")).toBe("k");
  },
);

test("white space does not change the body, the order of keys does", async () => {
  const running = await run();
  const path = actionPath(seedOne(running));
  await running.send("POST", path, '{"status":"done","payload":{"a":1}}', withKey("k"));
  const spaced = await running.send(
    "POST",
    path,
    '{ "status": "done", "payload": { "a": 1 } }',
    withKey("k"),
  );
  expect(spaced.status).toBe(201);
  const reordered = await running.send("POST", path, '{"payload":{"a":1},"status":"done"}', withKey("k"));
  expect(reordered).toMatchObject({
    status: 422,
    body: { message: 'Request with key "k" is being reused for a different body' },
  });
  expect(reordered.headers.get("link")).toBe("https://docs.novu.co/additional-resources/idempotency");
});

test("complete and revert under one key: the revert gets the response of the complete and does nothing", async () => {
  const running = await run();
  const path = `/v2/subscribers/sub-1/notifications/${seedOne(running)}/actions/primary`;
  const complete = await running.send("PATCH", `${path}/complete`, undefined, withKey("k"));
  const revert = await running.send("PATCH", `${path}/revert`, undefined, withKey("k"));
  expect(revert.body).toEqual(complete.body);
  expect(revert.headers.get("idempotency-replay")).toBe("true");
});

test("a key is shared by the whole organization", async () => {
  const { sandbox } = await runSandbox({ idempotency: true, keys: ["first", "second"] });
  const [first] = sandbox.seed({ key: "first" });
  const [second] = sandbox.seed({ key: "second" });
  const write = (key: string, messageId = "") =>
    senderFor(sandbox.url, key)("POST", actionPath(messageId), { status: "done" }, withKey("k"));
  await write("first", first?.messageId);
  expect((await write("second", second?.messageId)).body).toMatchObject({ data: { _id: first?.messageId } });
});

test("a request in flight causes a conflict for the same key", async () => {
  const running = await run();
  const path = actionPath(seedOne(running));
  const all = (one: () => ReturnType<typeof running.send>) => Promise.all(Array.from({ length: 10 }, one));
  // Opens the connections, so that the following writes are sent at the same time.
  await all(() => running.send("GET", "/v1/health-check"));
  const answers = await all(() => running.send("POST", path, { status: "done" }, withKey("k")));
  const conflict = answers.find(({ status }) => status === 409);
  expect(conflict?.body).toMatchObject({
    message: 'Request with key "k" is currently being processed. Please retry after 1 second',
  });
  expect(conflict?.headers.get("retry-after")).toBe("1");
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
});

test("a key is remembered for a day", async () => {
  let now = 0;
  const { sandbox, send } = await runSandbox({ idempotency: true, now: () => now });
  const path = actionPath(sandbox.seed()[0]?.messageId ?? "");
  const replayed = async () =>
    (await send("POST", path, { status: "done" }, withKey("k"))).headers.get("idempotency-replay");
  expect([await replayed(), await replayed()]).toEqual([null, "true"]);
  now += 24 * 60 * 60 * 1000;
  expect(await replayed()).toBe(null);
});

test("a key longer than 255 characters is refused and not remembered", async () => {
  const running = await run();
  const path = actionPath(seedOne(running));
  const long = "k".repeat(256);
  expect(await running.send("POST", path, { status: "done" }, withKey(long))).toMatchObject({
    status: 400,
    body: { message: `idempotencyKey "${long}" has exceeded the maximum allowed length of 255 characters` },
  });
  expect((await running.send("POST", path, { status: "done" }, withKey(long.slice(1)))).status).toBe(201);
});

test("errors for the API key or the rate limit are not stored", async () => {
  let now = 0;
  const rateLimit = { requests: 1, seconds: 60 };
  const { sandbox, send } = await runSandbox({ idempotency: true, rateLimit, now: () => now });
  const path = actionPath(sandbox.seed()[0]?.messageId ?? "");
  const write = (key: string, headers = {}) =>
    send("POST", path, { status: "done" }, { ...withKey(key), ...headers });
  const seen = ({ status, headers }: Awaited<ReturnType<typeof write>>) => [
    status,
    headers.get("idempotency-key"),
    headers.get("idempotency-replay"),
  ];
  expect(seen(await write("k", { authorization: "ApiKey wrong" }))).toEqual([401, null, null]);
  expect(seen(await write("k"))).toEqual([201, "k", null]);
  expect(seen(await write("l"))).toEqual([429, null, null]);
  now += 60_000;
  expect(seen(await write("l"))).toEqual([201, "l", null]);
});

test("reads and deletions ignore a key", async () => {
  const running = await run();
  const reply = await running.send("GET", "/v1/messages", undefined, withKey("k"));
  expect(reply.headers.get("idempotency-key")).toBe(null);
});
