import { expect, test } from "vitest";
import { actionPath, runSandbox } from "./running-sandbox.js";

test("a nested empty object is removed with the empty objects around it, and stays in a list", async () => {
  const { sandbox, send } = await runSandbox();
  const [message] = sandbox.seed();
  const payload = { kept: null, list: [{}], empty: { deeper: {} } };
  const { body } = await send("POST", actionPath(message?.messageId ?? ""), { status: "done", payload });
  expect(body).toMatchObject({
    data: { cta: { action: { result: { payload: { kept: null, list: [{}] } } } } },
  });
  expect(JSON.stringify(body)).not.toContain("deeper");
});

test.for(["a/b c", "100%", "ü:+?#", "user:42@example.com"])(
  "finds the subscriber %s by its encoded id",
  async (id) => {
    const { sandbox, send } = await runSandbox();
    await send("POST", "/v1/events/trigger", { name: "approval", to: id, payload: { what: "it" } });
    const [message] = sandbox.seed({ subscriberId: id });
    expect(
      (await send("POST", actionPath(message?.messageId ?? "", "primary", id), { status: "done" })).status,
    ).toBe(201);
    expect((await send("GET", `/v2/subscribers/${encodeURIComponent(id)}`)).body).toMatchObject({
      data: { subscriberId: id },
    });
    expect((await send("GET", `/v1/messages?subscriberId=${encodeURIComponent(id)}`)).body).toMatchObject({
      totalCount: 2,
    });
  },
);

test("identical writes one after the other are never refused, even within one millisecond", async () => {
  const { sandbox, send } = await runSandbox({ now: () => 0 });
  const [message] = sandbox.seed();
  for (let turn = 0; turn < 20; turn += 1) {
    expect((await send("POST", actionPath(message?.messageId ?? ""), { status: "done" })).status).toBe(201);
  }
});

test("identical writes that race within one millisecond are refused although they took effect", async () => {
  const { sandbox, send } = await runSandbox({ now: () => 0 });
  const [message] = sandbox.seed();
  const messageId = message?.messageId ?? "";
  const all = (one: () => ReturnType<typeof send>) => Promise.all(Array.from({ length: 20 }, one));
  // Opens the connections, so that the following writes are sent at the same time.
  await all(() => send("GET", "/v1/health-check"));
  const answers = await all(() => send("POST", actionPath(messageId), { status: "done" }));
  const refused = answers.filter(({ status }) => status === 400);
  expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.body).toMatchObject({
    message: `Message with the id: ${messageId} was not found for this environment. Make sure to address correct message before trying to modify it.`,
  });
});

test.for([
  ["[]", 422],
  ["null", 400],
  ['"text"', 400],
  ["7", 400],
  [" ", 400],
] as const)("the body %s is refused with %i", async ([body, status]) => {
  const { sandbox, send } = await runSandbox();
  const [message] = sandbox.seed();
  expect((await send("POST", actionPath(message?.messageId ?? ""), body)).status).toBe(status);
});

test("a body that is not an object has the servers' error text", async () => {
  const { send } = await runSandbox();
  expect((await send("POST", actionPath("x"), '"text"')).body).toMatchObject({
    message: 'Unexpected token \'"\', ""text"" is not valid JSON',
  });
});

test("a body that is not sent as JSON is not read", async () => {
  const { sandbox, send } = await runSandbox();
  const [message] = sandbox.seed();
  const path = actionPath(message?.messageId ?? "");
  expect((await send("POST", path, '{"status":"done"}', { "content-type": "text/plain" })).status).toBe(422);
});

test.for([
  ["3.15", 413],
  ["2.0", 500],
] as const)(
  "server %s refuses a body over 100 kB without a look at the key: %i",
  async ([server, status]) => {
    const { send } = await runSandbox({ server });
    const sized = (bytes: number) => `"${"x".repeat(bytes - 2)}"`;
    expect((await send("POST", "/v1/nope", sized(102_401), { authorization: "" })).status).toBe(status);
    expect((await send("POST", "/v1/nope", sized(102_400), { authorization: "" })).status).toBe(400);
  },
);
