import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { run } from "../../support/run-cli.js";
import { seedOne, useSandbox } from "../../support/sandbox.js";
import { useTempDir } from "../../support/temp-dir.js";

const HOUR = 3_600_000;
const OLD = Date.parse("2026-01-31T09:00:00Z");
const NEW_SERVERS = ["3.15", "3.19"] as const;

const useLongList = async (server: "2.0" | "3.15" | "3.19", input: Parameters<typeof seedOne>[1] = {}) => {
  const sandbox = await useSandbox({ server });
  const id = seedOne(sandbox, { createdAt: OLD, ...input });
  for (let at = 1; at < 1_000; at += 1) sandbox.seed({ count: 5, createdAt: OLD + at * HOUR });
  sandbox.forget();
  const act = (...words: readonly string[]) => run(["action", ...words], { env: sandbox.env });
  const methods = () => sandbox.wire().map((line) => line.replace(/[ ?].*/, ""));
  return { sandbox, id, act, methods };
};

test.each(NEW_SERVERS)(
  "%s: the oldest of 5,000 messages is read with two requests, as v1 has it",
  async (server) => {
    const { sandbox, id, act } = await useLongList(server);
    const { code, stdout } = await act("get", "sub-1", id, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ _id: id, cta: { action: { status: "pending" } } });
    expect(sandbox.wire()).toEqual([
      expect.stringMatching(
        /^GET \/v2\/subscribers\/sub-1\/notifications\?createdGte=\d+&createdLte=\d+&limit=100$/,
      ),
      expect.stringMatching(/^GET \/v1\/messages\?subscriberId=sub-1&transactionId=txn_/),
    ]);
  },
);

test.each(NEW_SERVERS)("%s: a write looks at an old message with two requests", async (server) => {
  const { id, act, methods } = await useLongList(server, {
    answer: { button: "primary", payload: { by: "ann" } },
  });
  const { code, stderr } = await act("complete", "sub-1", id, "secondary", "--json");
  expect([code, methods()]).toEqual([10, ["GET", "GET"]]);
  expect(stderr).toContain("ann");
});

test("2.0: pages of v1 are searched, and the missing route is remembered", async () => {
  const { sandbox, id } = await useLongList("2.0");
  const home = useTempDir();
  const env = { ...sandbox.env, XDG_CACHE_HOME: home };
  const get = () => run(["action", "get", "sub-1", id, "--json"], { env });
  const v2Requests = () => sandbox.wire().filter((line) => line.includes("/v2/")).length;
  expect([(await get()).code, v2Requests()]).toEqual([0, 1]);
  expect([(await get()).code, v2Requests()]).toEqual([0, 1]);
  const file = path.join(home, "novu-msg", "servers.json");
  expect(Object.keys(JSON.parse(readFileSync(file, "utf8")).withoutV2Lists)).toEqual([sandbox.url]);
  const tomorrow = () => Date.now() + 25 * HOUR;
  const again = await run(["action", "get", "sub-1", id, "--json"], { env, now: tomorrow });
  expect([again.code, v2Requests()]).toEqual([0, 2]);
});

test.each([
  ["archived", { archived: true }],
  ["snoozed", { snoozedUntil: "2030-01-01T00:00:00Z" }],
])("an old message that is %s is found", async (_what, state) => {
  const { id, act, methods } = await useLongList("3.19", state);
  expect([(await act("get", "sub-1", id)).code, methods()]).toEqual([0, ["GET", "GET"]]);
});

test("another subscriber's old message, one that is gone and an unknown subscriber are told apart", async () => {
  const { sandbox, id, act } = await useLongList("3.19");
  const foreign = seedOne(sandbox, { createdAt: OLD, subscriberId: "sub-2" });
  const codeOf = async (...words: readonly string[]) =>
    JSON.parse((await act("get", ...words, "--json")).stderr).error.code;
  expect(await codeOf("sub-1", foreign)).toBe("E_MESSAGE");
  expect(await codeOf("sub-1", "60000000b2d4e6f8a0b1c2d3")).toBe("E_MESSAGE");
  expect(await codeOf("nobody", id)).toBe("E_SUBSCRIBER");
  // And one for the subscriber that was probably meant.
  expect(sandbox.wire().at(-1)).toBe("GET /v2/subscribers?limit=100");
  expect(sandbox.wire().length - 1).toBeLessThanOrEqual(6);
});

test("the id of an old event is recognised", async () => {
  const { sandbox, id, act } = await useLongList("3.19");
  const { _notificationId } = JSON.parse((await act("get", "sub-1", id, "--json")).stdout);
  sandbox.forget();
  const { code, stderr } = await act("get", "sub-1", _notificationId);
  expect(code).toBe(5);
  expect(stderr).toContain("is the ID of an event, not of a message");
  expect(sandbox.wire()).toHaveLength(2);
});

test("old messages of one second are all found, also on a later page", async () => {
  const sandbox = await useSandbox({ server: "3.19" });
  const messages = sandbox.seed({ count: 250, createdAt: OLD });
  for (const [at, limit] of [
    [249, 2],
    [120, 3],
    [0, 4],
  ] as const) {
    sandbox.forget();
    const id = messages[at]?.messageId ?? "";
    const { code } = await run(["action", "get", "sub-1", id], { env: sandbox.env });
    expect(code).toBe(0);
    expect(sandbox.wire().length).toBeLessThanOrEqual(limit);
  }
});

test("a message of the last hour costs one request", async () => {
  const sandbox = await useSandbox({ server: "3.19" });
  const id = seedOne(sandbox);
  await run(["action", "get", "sub-1", id], { env: sandbox.env });
  expect(sandbox.wire()).toHaveLength(1);
});
