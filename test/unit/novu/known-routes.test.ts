import { expect, test } from "vitest";
import { Failure } from "../../../src/failures/failure.js";
import { readHealth } from "../../../src/novu/health.js";
import { assertMessageList, hasNotificationRoutes } from "../../../src/novu/known-routes.js";
import { createNovuCall } from "../../../src/novu/novu-call.js";
import { refusalOf } from "../failures/failure-of.js";
import { fakeCall, response } from "./fake-call.js";

const answering = (status: number, message: string) =>
  createNovuCall(async () => response(status, { statusCode: status, message }));

test("a missing subscriber shows that the v2 routes exist, a missing route that they do not", async () => {
  expect(await hasNotificationRoutes(answering(404, "Subscriber 'novu-msg-doctor' was not found"))).toBe(
    true,
  );
  expect(
    await hasNotificationRoutes(answering(400, "Subscriber with id: novu-msg-doctor is not found.")),
  ).toBe(true);
  expect(await hasNotificationRoutes(createNovuCall(async () => response(200, { data: [] })))).toBe(true);
  expect(await hasNotificationRoutes(answering(404, "Cannot GET /v2/subscribers/x/notifications"))).toBe(
    false,
  );
  expect(await refusalOf(() => hasNotificationRoutes(answering(500, "no")))).toContain("E_SERVER");
});

test("the v2 routes are detected by a read for a nonexistent subscriber", async () => {
  const { call, asked } = fakeCall([new Failure("E_NO_ROUTE", "none")]);
  await hasNotificationRoutes(call);
  expect(asked).toEqual([[{ method: "GET", path: "/v2/subscribers/novu-msg-doctor/notifications?limit=1" }]]);
});

test("a list of messages is a list", async () => {
  const { call } = fakeCall([{ data: [], page: 0 }, { data: {} }]);
  await assertMessageList(call);
  expect(await refusalOf(() => assertMessageList(call))).toContain("E_NOT_NOVU");
});

test.each([
  [{ data: { status: "ok", info: { apiVersion: { version: "3.15.0" } } } }, true, "3.15.0"],
  [{ status: "ok", info: {} }, true, undefined],
  [{ data: { status: "ok", info: { apiVersion: { version: 3 } } } }, true, undefined],
  [{ status: "ok" }, false, undefined],
  [[], false, undefined],
])("a health check that says %j", async (answer, isNovu, version) => {
  expect(await readHealth(fakeCall([answer]).call)).toEqual({ isNovu, version });
});
