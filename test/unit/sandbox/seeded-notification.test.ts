import { expect, test } from "vitest";
import { runSandbox } from "./running-sandbox.js";

test("a seed sets whatever a notification can have, and lists filter by it", async () => {
  const { sandbox, send } = await runSandbox();
  sandbox.seed({ workflow: "notice" });
  const [message] = sandbox.seed({
    workflow: "approval-v2",
    data: { order: { id: 7 } },
    severity: "high",
    tags: ["billing", "urgent"],
    contextKeys: ["tenant:acme"],
    avatar: "https://example.com/a.png",
    redirect: { url: "https://example.com/7", target: "_blank" },
    snoozedUntil: "2030-01-01T00:00:00Z",
    archived: true,
    read: true,
  });
  const found = async (filter: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams({ limit: "5", ...filter });
    const { body } = await send("GET", `/v2/subscribers/sub-1/notifications?${query}`);
    return (body as { data: { id: string }[] }).data;
  };
  const expected = {
    id: message?.messageId,
    data: { order: { id: 7 } },
    severity: "high",
    tags: ["billing", "urgent"],
    avatar: "https://example.com/a.png",
    redirect: { url: "https://example.com/7", target: "_blank" },
    snoozedUntil: "2030-01-01T00:00:00.000Z",
    isArchived: true,
    isRead: true,
  };
  for (const filter of [
    { data: '{"order":{"id":7}}' },
    { severity: "high" },
    { tags: "urgent" },
    { contextKeys: "tenant:acme" },
    { snoozed: "true" },
    { archived: "true" },
  ]) {
    expect(await found(filter)).toMatchObject([expected]);
  }
  expect(await found({ data: '{"order":{"id":8}}' })).toEqual([]);
});
