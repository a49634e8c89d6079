import { expect, test } from "vitest";
import { useWait } from "../../support/waiting.js";

/** Three people who were asked the same by one trigger each, and how to wait for all of them. */
const useThree = async () => {
  const world = await useWait();
  const three = ["sub-1", "sub-2", "user:42@example.com"].flatMap((subscriberId) =>
    world.sandbox.seed({ subscriberId }),
  );
  const pairs = three.flatMap(({ subscriberId, messageId }) => ["--pair", `${subscriberId}:${messageId}`]);
  const ids = three.map(({ messageId }) => messageId);
  const wait = async (...words: readonly string[]) => {
    const { code, stdout, stderr } = await world.waitFor(...pairs, ...words, "--json");
    return { code, stderr, result: stdout === "" ? undefined : JSON.parse(stdout) };
  };
  const press = (at: number, who: 0 | 1 | 2, button: "primary" | "secondary") =>
    world.clock.at(at, () => world.sandbox.press(ids[who] ?? "", button));
  return { ...world, three, ids, pairs, wait, press };
};

test("a quorum of three: two approvals of three end it, and each message is in the result", async () => {
  const { wait, press, ids, clock } = await useThree();
  press(5_000, 0, "primary");
  press(20_000, 2, "primary");
  const { code, result } = await wait("--quorum", "2", "--for", "primary");
  expect(code).toBe(0);
  expect(clock.elapsed()).toBeLessThan(40_000);
  expect(result).toMatchObject({ ended: "pressed", met: true, needed: 2, count: 2 });
  expect(
    result.messages.map(({ messageId, pressed, ended }: Record<string, unknown>) => [
      messageId,
      pressed,
      ended,
    ]),
  ).toEqual([
    [ids[0], "primary", "pressed"],
    [ids[1], null, "pending"],
    [ids[2], "primary", "pressed"],
  ]);
  expect(result.messages[1].message._id).toBe(ids[1]);
});

test("a quorum that can no longer be reached ends at once, with the other button's code", async () => {
  const { wait, press, clock } = await useThree();
  press(5_000, 0, "secondary");
  press(6_000, 1, "secondary");
  const { code, result } = await wait("--quorum", "2", "--for", "primary");
  expect([code, result.met, result.count, result.ended]).toEqual([20, false, 0, "pressed"]);
  expect(clock.elapsed()).toBeLessThan(20_000);
});

test("one no and one deleted message: two of three can never approve", async () => {
  const { wait, press, clock, sandbox, ids } = await useThree();
  clock.at(3_000, () => sandbox.remove(ids[0] ?? ""));
  press(10_000, 1, "secondary");
  expect(await wait("--quorum", "2", "--for", "primary")).toMatchObject({ code: 20, result: { met: false } });
  expect((await wait("--all")).code).toBe(5);
});

test("deleted ones alone: exit 21", async () => {
  const { wait, clock, sandbox, ids } = await useThree();
  clock.at(3_000, () => ids.slice(0, 2).forEach((id) => void sandbox.remove(id)));
  expect(await wait("--quorum", "2")).toMatchObject({ code: 21, result: { ended: "gone", count: 0 } });
});

test.each([
  ["--any", "primary", 0, 1],
  ["--any", "secondary", 20, 1],
] as const)("%s: the first %s ends it with %d", async (mode, button, exit, count) => {
  const { wait, press } = await useThree();
  press(5_000, 1, button);
  expect(await wait(mode)).toMatchObject({ code: exit, result: { met: true, needed: 1, count } });
});

test("--all needs every one; one no among any answers is a no", async () => {
  const { wait, press, clock } = await useThree();
  press(5_000, 0, "primary");
  press(10_000, 1, "secondary");
  press(60_000, 2, "primary");
  const { code, result } = await wait("--all");
  expect([code, result.met, result.needed, result.count]).toEqual([20, true, "all", 3]);
  expect(clock.elapsed()).toBeGreaterThanOrEqual(60_000);
  expect((await wait("--all", "--map", "secondary=3")).code).toBe(3);
});

test("--all with --for ends at the first other answer", async () => {
  const { wait, press, clock } = await useThree();
  press(5_000, 0, "secondary");
  expect((await wait("--all", "--for", "primary")).code).toBe(20);
  expect(clock.elapsed()).toBeLessThan(10_000);
});

test("time up: exit 8, with what there is so far", async () => {
  const { wait, press, waitFor, pairs } = await useThree();
  press(5_000, 0, "primary");
  expect(await wait("--all", "--timeout", "30s")).toMatchObject({
    code: 8,
    result: { ended: "pending", met: false, count: 1, waitedMs: 30_000 },
  });
  const { stdout, stderr } = await waitFor(...pairs, "--all", "--timeout", "0");
  expect(stdout.split("\n").map((line) => line.split("\t")[3])).toEqual([
    "pressed",
    "pending",
    "pending",
    undefined,
  ]);
  expect(stderr).toContain("! 1 of 3 messages answered; needed: all");
});

test("all of them are found once, and then asked for in one request a look", async () => {
  const { wait, press, sandbox, three } = await useThree();
  press(8_000, 1, "primary");
  await wait("--any");
  const wire = sandbox.wire();
  const transactions = three.map(({ transactionId }) => `transactionId=${transactionId}`).join("&");
  const look = `GET /v1/messages?${transactions}&channel=in_app&page=0&limit=3`;
  expect(wire.slice(0, 3).map((line) => line.replace(/\?.*limit/, " limit"))).toEqual(
    Array.from({ length: 3 }, () => "GET /v1/messages limit=100"),
  );
  expect(wire.slice(3)).toEqual([look, look, look]);
});

test("several of one subscriber, by place, by flag, and the newest one", async () => {
  const { sandbox, id, waitFor } = await useWait();
  const [second, third] = sandbox.seed({ count: 2 }).map(({ messageId }) => messageId);
  for (const one of [id, second, third]) sandbox.press(one ?? "", "primary");
  const { code, stdout } = await waitFor("sub-1", id, second ?? "", "--message", third ?? "", "--all");
  expect([code, stdout.trim().split("\n")]).toEqual([0, expect.objectContaining({ length: 3 })]);
  expect((await waitFor("--subscriber", "sub-1", id, "--latest", "--any")).code).toBe(0);
});

test("a transaction stands for all its messages where it is said how many count", async () => {
  const { sandbox, clock, waitFor } = await useWait();
  const fanOut = async (transactionId: string) => {
    for (const subscriberId of ["sub-1", "sub-2", "user:42@example.com"]) {
      await fetch(`${sandbox.url}/v1/events/trigger`, {
        method: "POST",
        headers: { authorization: `ApiKey ${sandbox.keys[0]}`, "content-type": "application/json" },
        body: JSON.stringify({ name: "approval", to: { subscriberId }, payload: {}, transactionId }),
      });
    }
    const { stdout } = await waitFor("--transaction", transactionId, "--all", "--timeout", "0", "--json");
    return JSON.parse(stdout).messages.map(({ messageId }: { messageId: string }) => messageId) as string[];
  };
  const ids = await fanOut("deploy-4.2");
  expect(ids).toHaveLength(3);
  const alone = await waitFor("--transaction", "deploy-4.2");
  expect(alone.code).toBe(2);
  expect(alone.stderr).toContain("Or wait for several: --any, --all or --quorum N.");
  sandbox.forget();
  clock.at(clock.elapsed() + 3_000, () => sandbox.press(ids[0] ?? "", "primary"));
  clock.at(clock.elapsed() + 4_000, () => sandbox.press(ids[2] ?? "", "primary"));
  expect((await waitFor("--transaction", "deploy-4.2", "--quorum", "2", "--for", "primary")).code).toBe(0);
  expect(new Set(sandbox.wire())).toEqual(
    new Set(["GET /v1/messages?transactionId=deploy-4.2&channel=in_app&page=0&limit=100"]),
  );
  const tooMany = await waitFor("--transaction", "deploy-4.2", "--quorum", "4");
  expect([tooMany.code, tooMany.stderr.includes("there are only 3 messages; 4 are needed")]).toEqual([
    5,
    true,
  ]);
});

test("how many count has to be said, once, and in reach", async () => {
  const { sandbox, waitFor, pairs } = await useThree();
  const refusal = async (...words: string[]) => {
    const { code, stderr } = await waitFor(...words);
    return [code, stderr.split("\n")[0]];
  };
  expect(await refusal(...pairs)).toEqual([
    2,
    "error: 3 messages, but not how many must be answered   [E_INPUT · exit 2]",
  ]);
  expect((await refusal(...pairs, "--any", "--all"))[1]).toContain("E_CONFLICT");
  expect((await refusal(...pairs, "--quorum", "4"))[1]).toContain(
    "--quorum 4 is more than the number of messages",
  );
  expect((await refusal(...pairs, "--quorum", "0"))[1]).toContain("isn't a whole number");
  expect(sandbox.wire()).toEqual([]);
});
