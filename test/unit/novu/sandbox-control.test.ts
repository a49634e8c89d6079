import { expect, test } from "vitest";
import { Failure } from "../../../src/failures/failure.js";
import { createSandboxControl } from "../../../src/novu/sandbox-control.js";
import { failureOf } from "../failures/failure-of.js";
import { fakeCall } from "./fake-call.js";

const SEED = { subscriberId: "sub-1", workflow: "approval", count: 2 };
const PRESS = { messageId: "65f0c1a9b2d4e6f8a0b1c2d3", button: "primary", afterMs: 0 };
const SANDBOX_RESPONSE = { sandbox: "novu-msg" };

test("a seed checks for a sandbox, then creates messages", async () => {
  const { call, asked } = fakeCall([SANDBOX_RESPONSE, { data: [{ messageId: "a" }, "no message"] }]);
  expect(await createSandboxControl(call).seed(SEED)).toEqual([{ messageId: "a" }]);
  expect(asked).toEqual([
    [{ method: "GET", path: "/__sandbox" }],
    [{ method: "POST", path: "/__sandbox/seed", body: SEED, isNotRepeatable: true }],
  ]);
});

test("a press checks for a sandbox, then presses", async () => {
  const { call, asked } = fakeCall([SANDBOX_RESPONSE, { data: { button: "secondary" } }]);
  expect(await createSandboxControl(call).press(PRESS)).toBe("secondary");
  expect(asked).toEqual([
    [{ method: "GET", path: "/__sandbox" }],
    [{ method: "POST", path: "/__sandbox/press", body: PRESS }, { messageId: PRESS.messageId }],
  ]);
});

const FAULT = { name: "reset-after", times: 2 };

test("a fault checks for a sandbox, then arms", async () => {
  const { call, asked } = fakeCall([SANDBOX_RESPONSE, { data: { name: "reset-after", struck: 0 } }]);
  expect(await createSandboxControl(call).fault(FAULT)).toEqual({ name: "reset-after", struck: 0 });
  expect(asked).toEqual([
    [{ method: "GET", path: "/__sandbox" }],
    [{ method: "POST", path: "/__sandbox/fault", body: FAULT, isNotRepeatable: true }],
  ]);
});

test("armed faults are listed and cleared the same way", async () => {
  const { call, asked } = fakeCall([
    SANDBOX_RESPONSE,
    { data: [{ name: "huge" }, "no fault"] },
    SANDBOX_RESPONSE,
    { data: { cleared: 3 } },
  ]);
  expect(await createSandboxControl(call).armedFaults()).toEqual([{ name: "huge" }]);
  expect(await createSandboxControl(call).clearFaults()).toBe(3);
  expect(asked.map(([request]) => request)).toEqual([
    { method: "GET", path: "/__sandbox" },
    { method: "GET", path: "/__sandbox/fault" },
    { method: "GET", path: "/__sandbox" },
    { method: "DELETE", path: "/__sandbox/fault" },
  ]);
});

test.each([
  ["has no such route", new Failure("E_NO_ROUTE", "x")],
  ["is not Novu at all", new Failure("E_NOT_NOVU", "x")],
  ["answers with something else", { sandbox: "other" }],
  ["answers with a list", [SANDBOX_RESPONSE]],
])("nothing is written to a server that %s", async (_what, hello) => {
  for (const name of ["seed", "press", "fault", "armedFaults", "clearFaults"] as const) {
    const { call, asked } = fakeCall([hello]);
    const failure = await failureOf(() => createSandboxControl(call)[name]({ ...SEED, ...PRESS, ...FAULT }));
    expect([failure.code, failure.message]).toEqual([
      "E_NOT_SANDBOX",
      "the server isn't a sandbox; nothing was changed",
    ]);
    expect(asked).toHaveLength(1);
  }
});

test("a refused key is reported as such", async () => {
  const refused = new Failure("E_UNAUTHORIZED", "no");
  expect(await failureOf(() => createSandboxControl(fakeCall([refused]).call).press(PRESS))).toBe(refused);
});
