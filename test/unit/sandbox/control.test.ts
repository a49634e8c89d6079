import { setTimeout as wait } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { startSandbox } from "../../../src/sandbox/sandbox.js";
import { listPath, runSandbox, senderFor } from "./running-sandbox.js";

test("identifies itself without a key", async () => {
  const { send } = await runSandbox({ server: "2.0" });
  expect(await send("GET", "/__sandbox", undefined, { authorization: "" })).toMatchObject({
    status: 200,
    body: { sandbox: "novu-msg", server: "2.0" },
  });
});

test("seeds the environment of the key", async () => {
  const { sandbox } = await runSandbox({ keys: ["first", "second"] });
  const second = senderFor(sandbox.url, "second");
  const { status, body } = await second("POST", "/__sandbox/seed", { workflow: "single", count: 2 });
  expect(status).toBe(201);
  const { data } = body as { data: readonly unknown[] };
  expect(data).toEqual([
    expect.objectContaining({ subscriberId: "sub-1", workflow: "single" }),
    expect.objectContaining({ subscriberId: "sub-1", workflow: "single" }),
  ]);
  expect((await second("GET", listPath({}))).body).toMatchObject({ totalCount: 2 });
});

test.for([
  [
    { subscriberId: "nobody" },
    'subscriberId: no subscriber "nobody"; known: sub-1, sub-2, user:42@example.com',
  ],
  [{ workflow: "nope" }, /^workflow: must be one of approval, .*notice-v2$/],
  [{ count: 0 }, "count: must be a whole number from 1 to 100000"],
  [{ payload: [] }, "payload: must be a JSON object"],
] as const)("refuses to seed %j", async ([input, message]) => {
  const { send } = await runSandbox();
  const { status, body } = await send("POST", "/__sandbox/seed", input);
  expect(status).toBe(400);
  expect(body).toMatchObject({
    statusCode: 400,
    message: [typeof message === "string" ? message : expect.stringMatching(message)],
  });
});

test("seeds a whole file including subscribers, or nothing", async () => {
  const { sandbox, send } = await runSandbox();
  const seed = {
    subscribers: [{ subscriberId: "alice" }],
    messages: [{ subscriberId: "alice" }, { subscriberId: "bob" }],
  };
  expect(await send("POST", "/__sandbox/seed", seed)).toMatchObject({
    status: 400,
    body: {
      message: [
        'messages[1].subscriberId: no subscriber "bob"; known: sub-1, sub-2, user:42@example.com, alice',
      ],
    },
  });
  expect(sandbox.messages()).toEqual([]);
  expect((await send("GET", "/v1/subscribers/alice")).status).toBe(404);
  seed.messages.pop();
  expect((await send("POST", "/__sandbox/seed", seed)).status).toBe(201);
  expect(sandbox.messages()).toMatchObject([{ subscriberId: "alice" }]);
});

test("presses now or later", async () => {
  const { sandbox, send } = await runSandbox();
  const [message] = sandbox.seed();
  const { messageId = "" } = message ?? {};
  const slot = async () => {
    const { body } = await send("GET", listPath({}));
    return (body as { data: { cta: { action: { status: string; result?: { type: string } } } }[] }).data[0]
      ?.cta.action;
  };
  const later = await send("POST", "/__sandbox/press", { messageId, button: "primary", afterMs: 60 });
  expect(later).toMatchObject({ status: 201, body: { data: { messageId, button: "primary" } } });
  expect((await slot())?.result).toBe(undefined);
  await vi.waitFor(async () =>
    expect(await slot()).toMatchObject({ status: "done", result: { type: "primary" } }),
  );
  await send("POST", "/__sandbox/press", { messageId, button: "secondary" });
  expect(await slot()).toMatchObject({ status: "done", result: { type: "secondary" } });
});

test("refuses to press a missing message or button", async () => {
  const { sandbox, send } = await runSandbox({ keys: ["first", "second"] });
  const [single] = sandbox.seed({ workflow: "single" });
  const [foreign] = sandbox.seed({ key: "second" });
  const press = async (messageId: string | undefined, button: string) =>
    (await send("POST", "/__sandbox/press", { messageId, button })).status;
  expect(await press(single?.messageId, "secondary")).toBe(400);
  expect(await press(single?.messageId, "tertiary")).toBe(400);
  expect(await press(foreign?.messageId, "primary")).toBe(404);
  expect(await press("nope", "primary")).toBe(404);
});

test("needs the key for every change", async () => {
  const { send } = await runSandbox();
  const wrong = { authorization: "ApiKey wrong" };
  expect((await send("POST", "/__sandbox/seed", {}, wrong)).status).toBe(401);
  expect((await send("POST", "/__sandbox/press", {}, wrong)).status).toBe(401);
});

test("a delayed press is cancelled with the sandbox", async () => {
  let now = 0;
  const sandbox = await startSandbox({
    now: () => {
      now += 1;
      return now;
    },
  });
  const [message] = sandbox.seed();
  const send = senderFor(sandbox.url, sandbox.keys[0] ?? "");
  await send("POST", "/__sandbox/press", { messageId: message?.messageId, button: "primary", afterMs: 20 });
  await sandbox.close();
  const atClose = now;
  await wait(60);
  expect(now).toBe(atClose);
});
