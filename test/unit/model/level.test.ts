import { expect, test } from "vitest";
import { isSandboxRoute, levelOfRequest } from "../../../src/model/level.js";

const MESSAGE = "/v1/subscribers/alice/messages/65f0c1a9b2d4e6f8a0b1c2d3";
const NOTIFICATION = "/v2/subscribers/al%2Fice/notifications/65f0c1a9b2d4e6f8a0b1c2d3";

test.each<[string, string, "read" | "ask" | "write"]>([
  ["GET", "/v1/messages?limit=1", "read"],
  ["HEAD", "/anything/at/all", "read"],
  ["POST", "/v1/events/trigger", "ask"],
  ["POST", "/v1/events/trigger?x=1", "ask"],
  ["POST", "/v1/subscribers/user:42@example.com/messages/mark-as", "ask"],
  ["PATCH", `${NOTIFICATION}/archive`, "ask"],
  ["PATCH", `${NOTIFICATION}/unread`, "ask"],
  // Answers, and whatever is not known.
  ["POST", `${MESSAGE}/actions/primary`, "write"],
  ["PATCH", `${NOTIFICATION}/actions/primary/complete`, "write"],
  ["PATCH", `${NOTIFICATION}/actions/primary/revert`, "write"],
  ["PATCH", `${NOTIFICATION}/snooze`, "write"],
  ["DELETE", "/v1/messages/65f0c1a9b2d4e6f8a0b1c2d3", "write"],
  ["POST", "/v1/events/trigger/bulk", "write"],
  ["POST", "/v1/events/trigger/", "write"],
  ["PUT", "/v1/events/trigger", "write"],
  ["DELETE", "/v1/events/trigger/txn_1", "write"],
  ["POST", "/V1/events/trigger", "write"],
  ["POST", "/v1/subscribers", "write"],
  // Paths that lead elsewhere once they are parsed.
  ["POST", `${MESSAGE}/actions/../../../../events/trigger`, "write"],
  ["POST", "/v1/subscribers/../../v1/subscribers/a/messages/mark-as", "write"],
  ["POST", "/v1/events/%2e%2e/events/trigger", "write"],
  ["POST", "/v1\\events/trigger", "write"],
  ["PATCH", "/v2/subscribers/a/notifications/x/actions/primary/complete#/archive", "write"],
  ["PATCH", "/v2/subscribers/a/notifications/x/actions/primary/complete?/archive", "write"],
])("%s %s needs level %s", (method, path, level) => {
  expect(levelOfRequest(method, path)).toBe(level);
});

test.each([
  ["/__sandbox", true],
  ["/__sandbox/fault?x", true],
  ["/__sandboxed", false],
  ["/__sandbox/../v1/messages", false],
  ["/v1/__sandbox", false],
])("%s is a route of the sandbox itself: %s", (path, is) => {
  expect(isSandboxRoute(path)).toBe(is);
});
