import { expect, test } from "vitest";
import { FAULTS } from "../../../../src/sandbox/faults/fault-table.js";
import { startSandbox } from "../../../../src/sandbox/sandbox.js";
import { runSandbox } from "../running-sandbox.js";

const PATH = "/__sandbox/fault";

test("arms, lists with trigger counts, and clears", async () => {
  const { send } = await runSandbox();
  const input = {
    name: "rate-limit",
    times: 3,
    skip: 1,
    method: "GET",
    path: "/v1/",
    pattern: "messages$",
    kind: "reads",
    probability: 0.999999,
    seed: 7,
    retryAfter: "0",
  };
  const armed = { ...input, takesEffect: false };
  expect(await send("POST", PATH, input)).toMatchObject({
    status: 201,
    body: { data: { ...armed, struck: 0 } },
  });
  await send("POST", PATH, { name: "refuse", skip: 100 });
  expect((await send("GET", "/v1/messages")).status).toBe(200);
  expect((await send("GET", "/v1/messages")).status).toBe(429);
  const { status, body } = await send("GET", PATH);
  expect(status).toBe(200);
  expect(body).toEqual({
    data: [
      { ...armed, struck: 1 },
      { name: "refuse", takesEffect: false, times: 1, skip: 100, kind: "any", forMs: 1000, struck: 0 },
    ],
  });
  expect(await send("DELETE", PATH)).toMatchObject({ status: 200, body: { data: { cleared: 2 } } });
  expect((await send("GET", PATH)).body).toEqual({ data: [] });
  expect((await send("GET", "/v1/messages")).status).toBe(200);
});

const bad: readonly [object, string | RegExp][] = [
  [{}, /^Unknown fault undefined; known: refuse, reset-before, /],
  [{ name: "nope" }, `Unknown fault nope; known: ${Object.keys(FAULTS).join(", ")}`],
  [{ name: "constructor" }, /^Unknown fault constructor/],
  [{ name: "huge", time: 1 }, /^unknown field time; known: name, times, /],
  [{ name: "huge", toString: 1 }, /^unknown field toString/],
  [{ name: 1 }, "name must be of type string"],
  [{ name: "huge", times: null }, "times must be of type number or string"],
  [{ name: "huge", times: 0 }, "times must be a whole number from 1, or forever"],
  [{ name: "huge", times: "often" }, "times must be a whole number from 1, or forever"],
  [{ name: "huge", skip: -1 }, "skip must be a whole number from 0"],
  [{ name: "huge", skip: 0.5 }, "skip must be a whole number from 0"],
  [{ name: "huge", kind: "all" }, "kind must be any, reads or writes"],
  [{ name: "huge", probability: 0 }, "probability must be more than 0 and at most 1"],
  [{ name: "huge", probability: 5 }, "probability must be more than 0 and at most 1"],
  [{ name: "huge", seed: 1 }, "seed only works with probability"],
  [{ name: "huge", seed: -1, probability: 1 }, "seed must be a whole number from 0"],
  [{ name: "huge", pattern: "(" }, "pattern must be a regular expression"],
  [{ name: "huge", retryAfter: "1" }, "huge takes no retryAfter"],
  [{ name: "rate-limit", location: "http://x" }, "rate-limit takes no location"],
  [{ name: "rate-limit", forMs: 1 }, "rate-limit takes no forMs"],
  [{ name: "rate-limit", retryAfter: "1\r\nx: y" }, "retryAfter must be printable ASCII"],
  [{ name: "redirect-301", location: "" }, "location must be printable ASCII"],
  [{ name: "refuse", forMs: 0 }, "forMs must be a whole number from 1 to 2147483647"],
];

test.each(bad)("refuses %j", async (input, message) => {
  const { send, sandbox } = await runSandbox();
  const { status, body } = await send("POST", PATH, input);
  expect(status).toBe(400);
  expect(body).toMatchObject({
    message: typeof message === "string" ? message : expect.stringMatching(message),
  });
  expect(sandbox.faults()).toEqual([]);
});

test("the same input is refused in this process", async () => {
  const { sandbox } = await runSandbox();
  expect(() => sandbox.fault({ name: "huge", times: 0 })).toThrow("times must be a whole number");
});

test("needs the key", async () => {
  const { send } = await runSandbox();
  const wrong = { authorization: "ApiKey wrong" };
  for (const method of ["GET", "POST", "DELETE"]) {
    const body = method === "POST" ? { name: "huge" } : undefined;
    expect((await send(method, PATH, body, wrong)).status).toBe(401);
  }
  expect((await send("GET", PATH)).body).toEqual({ data: [] });
});

test("faults armed from the start", async () => {
  const { sandbox, send } = await runSandbox({ faults: [{ name: "error-503" }, { name: "error-500" }] });
  const status = async () => (await send("GET", "/v1/messages")).status;
  expect([await status(), await status(), await status()]).toEqual([503, 500, 200]);
  expect(sandbox.requests.map(({ fault }) => fault)).toEqual(["error-503", "error-500", undefined]);
  expect(Object.hasOwn(sandbox.requests[2] ?? {}, "fault")).toBe(false);
});

test("an invalid initial fault leaves no server running", async () => {
  const { port, close } = await startSandbox();
  await close();
  const faults = [{ name: "huge", skip: -1 }] as const;
  await expect(startSandbox({ port, faults })).rejects.toThrow("skip must be");
  expect((await runSandbox({ port })).sandbox.port).toBe(port);
});

test("with idempotency, a lost response is replayed for its key", async () => {
  const { sandbox, send } = await runSandbox({
    idempotency: true,
    faults: [{ name: "reset-after", kind: "writes" }],
  });
  const [message] = sandbox.seed();
  const path = `/v1/subscribers/sub-1/messages/${message?.messageId}/actions/primary`;
  const write = () => send("POST", path, { status: "done" }, { "idempotency-key": "k" });
  await expect(write()).rejects.toThrow();
  const again = await write();
  expect([again.status, again.headers.get("idempotency-replay")]).toEqual([201, "true"]);
});
