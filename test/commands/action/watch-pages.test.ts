import { expect, test } from "vitest";
import { useSandbox } from "../../support/sandbox.js";
import { told, watched } from "./watched.js";

const pageOf = (line: string) => /page=(\d+)&limit=(\d+)/.exec(line)?.slice(1).join("/");

test("more new messages than a page holds are all told, once each, by further pages of that look alone", async () => {
  const sandbox = await useSandbox();
  sandbox.seed({ count: 5, workflow: "notice" });
  const { events } = await watched(
    sandbox.env,
    ["--newest", "3", "--timeout", "7s"],
    [
      () => {
        sandbox.forget();
        sandbox.seed({ count: 8, workflow: "notice", createdAt: Date.now() + 5_000 });
      },
    ],
  );
  expect(told(events)).toEqual(Array(8).fill("created"));
  expect(new Set(events.map(({ messageId }) => messageId)).size).toBe(8);
  expect(
    sandbox
      .wire()
      .filter((line) => !line.includes("transactionId"))
      .map(pageOf),
  ).toEqual(["0/3", "1/3", "2/3", "0/3"]);
});

test("a list that fills up behind the filter is no reason to read on", async () => {
  const sandbox = await useSandbox();
  sandbox.seed({ count: 9 });
  sandbox.forget();
  await watched(sandbox.env, ["--newest", "3", "--workflow", "none", "--timeout", "7s"]);
  expect(sandbox.wire().map(pageOf)).toEqual(["0/3", "0/3", "0/3"]);
});

test("sixty transactions are two requests a look", async () => {
  const sandbox = await useSandbox();
  const ids = sandbox.seed({ count: 60 }).map(({ transactionId }) => transactionId);
  sandbox.forget();
  const words = ids.flatMap((id) => ["--transaction", id]);
  const { events } = await watched(
    sandbox.env,
    [...words, "--events", "pressed", "--timeout", "5s"],
    [
      () => {
        for (const { messageId } of sandbox.seed()) sandbox.press(messageId, "primary");
      },
    ],
  );
  expect(events).toEqual([]);
  expect(sandbox.wire().map((line) => line.match(/transactionId=/g)?.length)).toEqual([50, 10, 50, 10]);
});

test("an unanswered message that left the page is asked after with all others in one request", async () => {
  const sandbox = await useSandbox();
  const old = sandbox.seed({ count: 3 });
  const { events } = await watched(
    sandbox.env,
    ["--newest", "3", "--events", "pressed,deleted", "--timeout", "30s"],
    [
      () => sandbox.seed({ count: 3, workflow: "notice", createdAt: Date.now() + 5_000 }),
      () => {
        sandbox.forget();
        sandbox.press(old[0]?.messageId ?? "", "primary");
        sandbox.remove(old[1]?.messageId ?? "");
      },
    ],
  );
  expect(told(events)).toEqual(["pressed primary", "deleted"]);
  const asked = sandbox.wire().map((line) => line.match(/transactionId=/g)?.length ?? 0);
  // All three; then without the answered one; then without the deleted one.
  expect(asked.filter((count) => count > 0).slice(0, 4)).toEqual([3, 2, 1, 1]);
});
