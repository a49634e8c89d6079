import { expect, test } from "vitest";
import { Failure } from "../../../src/failure/failure.js";
import { clickInSandbox, seedSandbox } from "../../../src/novu/sandbox-control.js";
import { failureOf } from "../failure/failure-of.js";
import { fakeCall } from "./fake-call.js";

const SEED = { subscriberId: "sub-1", workflow: "approval", count: 2 };
const CLICK = { messageId: "65f0c1a9b2d4e6f8a0b1c2d3", button: "primary", afterMs: 0 };
const HELLO = { sandbox: "novu-msg" };

test("a seed asks who is there, then makes messages", async () => {
  const { call, asked } = fakeCall([HELLO, { data: [{ messageId: "a" }, "no message"] }]);
  expect(await seedSandbox(call, SEED)).toEqual([{ messageId: "a" }]);
  expect(asked).toEqual([
    [{ method: "GET", path: "/__sandbox" }],
    [{ method: "POST", path: "/__sandbox/seed", body: SEED, isOnce: true }],
  ]);
});

test("a click asks who is there, then presses", async () => {
  const { call, asked } = fakeCall([HELLO, {}]);
  await clickInSandbox(call, CLICK);
  expect(asked).toEqual([
    [{ method: "GET", path: "/__sandbox" }],
    [{ method: "POST", path: "/__sandbox/click", body: CLICK }, { messageId: CLICK.messageId }],
  ]);
});

test.each([
  ["has no such route", new Failure("E_NO_ROUTE", "x")],
  ["is not Novu at all", new Failure("E_NOT_NOVU", "x")],
  ["answers with something else", { sandbox: "other" }],
  ["answers with a list", [HELLO]],
])("nothing is written to a server that %s", async (_what, hello) => {
  for (const write of [seedSandbox, clickInSandbox]) {
    const { call, asked } = fakeCall([hello]);
    const failure = await failureOf(() => write(call, { ...SEED, ...CLICK }));
    expect([failure.code, failure.message]).toEqual([
      "E_NOT_SANDBOX",
      "what answers there is not a sandbox; nothing was changed",
    ]);
    expect(asked).toHaveLength(1);
  }
});

test("a refused key is told as such", async () => {
  const refused = new Failure("E_UNAUTHORIZED", "no");
  expect(await failureOf(() => clickInSandbox(fakeCall([refused]).call, CLICK))).toBe(refused);
});
