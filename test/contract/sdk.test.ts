import { Novu } from "@novu/api";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Sandbox, SeededMessage } from "../../src/sandbox/sandbox.js";
import { startSandbox } from "../../src/sandbox/sandbox.js";

// The official client validates every response strictly, so a response that it accepts has the right shape.
let sandbox: Sandbox;
let novu: Novu;
let message: SeededMessage;
const subscriberId = "sub-1";

beforeEach(async () => {
  sandbox = await startSandbox();
  const [secretKey = ""] = sandbox.keys;
  novu = new Novu({ secretKey, serverURL: sandbox.url, retryConfig: { strategy: "none" } });
  [message] = sandbox.seed() as [SeededMessage];
});

afterEach(() => sandbox.close());

const notification = () => ({ subscriberId, notificationId: message.messageId });
const setAction = (status: "done" | "pending", payload?: object) =>
  novu.subscribers.messages.updateAsSeen({
    subscriberId,
    messageId: message.messageId,
    type: "primary",
    markMessageActionAsSeenDto: { status, ...(payload === undefined ? {} : { payload }) },
  });

test("the action endpoint", async () => {
  const { result } = await setAction("done");
  expect(result.id).toBe(message.messageId);
  expect(result.cta.action).toMatchObject({ status: "done", result: { type: "primary" } });
});

test("the client drops every key of a payload on the wire, which erases a stored one", async () => {
  const path = `/v1/subscribers/${subscriberId}/messages/${message.messageId}/actions/primary`;
  const stored = await fetch(sandbox.url + path, {
    method: "POST",
    headers: { authorization: `ApiKey ${sandbox.keys[0]}`, "content-type": "application/json" },
    body: JSON.stringify({ status: "done", payload: { by: "ada" } }),
  });
  expect(await stored.json()).toMatchObject({
    data: { cta: { action: { result: { type: "primary", payload: { by: "ada" } } } } },
  });

  const { result } = await setAction("done", { a: 1 });

  expect(sandbox.requests.at(-1)?.body).toBe('{"status":"done","payload":{}}');
  expect(result.cta.action?.result).toEqual({ type: "primary" });
});

test("the client drops fields of an answer that it does not know", async () => {
  const path = `/v1/subscribers/${subscriberId}/messages/${message.messageId}/actions/primary`;
  const sent = await fetch(sandbox.url + path, {
    method: "POST",
    headers: { authorization: `ApiKey ${sandbox.keys[0]}`, "content-type": "application/json" },
    body: JSON.stringify({ status: "done" }),
  });
  const { data } = (await sent.json()) as { data: object };
  const { result } = await setAction("done");
  for (const name of ["archived", "tags", "severity", "updatedAt"]) {
    expect(data).toHaveProperty(name);
    expect(result).not.toHaveProperty(name);
  }
});

test("the client lets any word be a button: it is sent and stored, and then the client throws", async () => {
  const sending = novu.subscribers.messages.updateAsSeen({
    subscriberId,
    messageId: message.messageId,
    type: "primry",
    markMessageActionAsSeenDto: { status: "done" },
  });
  await expect(sending).rejects.toThrow("Response validation failed");
  expect(sandbox.messages()).toMatchObject([{ answer: { button: "primry", status: "done" } }]);
});

test("the client lets no other word be a status, by its types and when it runs", async () => {
  const seen = sandbox.requests.length;
  // @ts-expect-error doen is no status
  await expect(setAction("doen")).rejects.toThrow("Input validation failed");
  expect(sandbox.requests).toHaveLength(seen);
});

test.for(["approval", "single", "notice", "approval-v2", "single-v2", "notice-v2"])(
  "a fresh message of %s in both lists",
  async (workflow) => {
    const [fresh] = sandbox.seed({ workflow });
    const messages = await novu.messages.retrieve({ subscriberId, limit: 1 });
    expect(messages.result.data.map(({ id }) => id)).toEqual([fresh?.messageId]);
    const { result } = await novu.subscribers.notifications.list({ subscriberId, limit: 1 });
    expect(result.data.map(({ id }) => id)).toEqual([fresh?.messageId]);
    expect(result.hasMore).toBe(true);
  },
);

test("complete and revert", async () => {
  const completed = await novu.subscribers.notifications.completeAction({
    ...notification(),
    actionType: "primary",
  });
  expect(completed.result.primaryAction?.isCompleted).toBe(true);
  const reverted = await novu.subscribers.notifications.revertAction({
    ...notification(),
    actionType: "primary",
  });
  expect(reverted.result.primaryAction?.isCompleted).toBe(false);
  expect(reverted.result.isRead).toBe(true);
});

test("every mark of one notification", async () => {
  const { notifications } = novu.subscribers;
  expect((await notifications.markAsRead(notification())).result).toMatchObject({
    isRead: true,
    isSeen: true,
  });
  expect((await notifications.markAsUnread(notification())).result).toMatchObject({
    isRead: false,
    isSeen: true,
  });
  expect((await notifications.archive(notification())).result).toMatchObject({
    isArchived: true,
    isRead: true,
  });
  expect((await notifications.unarchive(notification())).result).toMatchObject({ isArchived: false });
  const snoozeUntil = new Date(Date.now() + 3_600_000);
  const snoozed = await notifications.snooze({
    ...notification(),
    snoozeSubscriberNotificationDto: { snoozeUntil },
  });
  expect(snoozed.result).toMatchObject({ isSnoozed: true, snoozedUntil: snoozeUntil.toISOString() });
  expect((await notifications.unsnooze(notification())).result).toMatchObject({ isSnoozed: false });
  await notifications.delete(notification());
  expect((await notifications.list({ subscriberId })).result.data).toEqual([]);
});

test("every mark of all notifications", async () => {
  const { notifications } = novu.subscribers;
  sandbox.seed({ count: 2 });
  const count = async (filter: object) =>
    (await notifications.count(subscriberId, JSON.stringify([filter]))).result;
  expect(await count({ seen: false })).toMatchObject([{ count: 3, filter: { seen: false } }]);
  await notifications.markAsSeen({ notificationIds: [message.messageId] }, subscriberId);
  expect(await count({ seen: false })).toMatchObject([{ count: 2 }]);
  await notifications.markAsRead(notification());
  await notifications.archiveAllRead({}, subscriberId);
  expect(await count({ archived: true })).toMatchObject([{ count: 1 }]);
  await notifications.markAllAsRead({}, subscriberId);
  expect(await count({ read: false })).toMatchObject([{ count: 0 }]);
  await notifications.archiveAll({}, subscriberId);
  expect(await count({ archived: true })).toMatchObject([{ count: 3 }]);
  await notifications.deleteAll({}, subscriberId);
  expect(await count({})).toMatchObject([{ count: 0 }]);
});

test("the deprecated feed, counts and marks", async () => {
  const { notifications, messages } = novu.subscribers;
  expect((await notifications.feed({ subscriberId })).result).toMatchObject({
    totalCount: 1,
    hasMore: false,
  });
  expect((await notifications.unseenCount({ subscriberId })).result).toEqual({ count: 1 });
  const marked = await messages.markAllAs({ messageId: message.messageId, markAs: "read" }, subscriberId);
  expect(marked.result).toMatchObject([{ id: message.messageId, read: true, seen: true }]);
  expect((await messages.markAll({ markAs: "unseen" }, subscriberId)).result).toBe(1);
  expect((await messages.markAll({ markAs: "unseen" }, subscriberId)).result).toBe(0);
});

test("subscribers, environments and deletion", async () => {
  expect((await novu.subscribers.retrieve(subscriberId)).result).toMatchObject({
    subscriberId,
    firstName: "Ada",
  });
  const found = await novu.subscribers.search({ limit: 2 });
  expect(found.result).toMatchObject({
    totalCount: 3,
    previous: null,
    data: [{}, { subscriberId: "sub-2" }],
  });
  const environments = await novu.environments.list();
  expect(environments.result).toMatchObject([{ name: "Development", apiKeys: [{ key: sandbox.keys[0] }] }]);
  const triggered = await novu.trigger({
    workflowId: "single",
    to: "someone-new",
    payload: { what: "this" },
  });
  expect(triggered.result).toMatchObject({ acknowledged: true, status: "processed" });
  await novu.messages.deleteByTransactionId(triggered.result.transactionId ?? "");
  await novu.messages.delete(message.messageId);
  expect((await novu.messages.retrieve({})).result).toMatchObject({ totalCount: 0, data: [] });
});
