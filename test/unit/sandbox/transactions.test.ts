import { expect, test, vi } from "vitest";
import { runSandbox } from "./running-sandbox.js";

test("a transaction that is used again makes no message, unless it is used within milliseconds", async () => {
  let now = Date.now();
  const { sandbox, send } = await runSandbox({ now: () => now });
  const trigger = () =>
    send("POST", "/v1/events/trigger", { name: "approval", to: "sub-1", transactionId: "t" });
  await trigger();
  now += 3;
  await trigger();
  expect(sandbox.messages()).toHaveLength(2);
  now += 3000;
  expect((await trigger()).status).toBe(201);
  expect(sandbox.messages()).toHaveLength(2);
  expect(await send("DELETE", "/v1/events/trigger/t")).toMatchObject({ status: 200, body: { data: false } });
});

test("with deliverAfter, messages appear later and can be cancelled until then", async () => {
  const { sandbox, send } = await runSandbox({ deliverAfter: 60 });
  const trigger = (transactionId: string) =>
    send("POST", "/v1/events/trigger", { name: "single", to: "sub-1", transactionId });
  await trigger("kept");
  await trigger("dropped");
  expect(sandbox.messages()).toEqual([]);
  expect((await send("DELETE", "/v1/events/trigger/dropped")).body).toEqual({ data: true });
  await vi.waitFor(() => expect(sandbox.messages()).toMatchObject([{ transactionId: "kept" }]));
});

test("a trigger with the transaction of a seeded message makes none, as for one that was used before", async () => {
  const { sandbox, send } = await runSandbox();
  const [seeded] = sandbox.seed({ transactionId: "t" });
  const trigger = () =>
    send("POST", "/v1/events/trigger", { name: "approval", to: "sub-1", transactionId: "t" });
  expect((await trigger()).status).toBe(201);
  expect(sandbox.messages()).toHaveLength(1);
  sandbox.remove(seeded?.messageId ?? "");
  await trigger();
  expect(sandbox.messages()).toEqual([]);
});
