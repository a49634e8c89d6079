import { expect, test } from "vitest";
import { runWithNotes as run } from "../../support/run-cli.js";
import { useWait } from "../../support/waiting.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const SEARCH = "GET /v1/messages?subscriberId=sub-1&channel=in_app&page=0&limit=100";

test("pressed before it begins: it ends at once, after one search", async () => {
  const { sandbox, id, clock, wait } = await useWait({ payload: { what: "deploy" } });
  sandbox.press(id, "primary");
  const { code, stdout, stderr } = await wait();
  expect(code).toBe(0);
  expect(stdout).toBe(`primary\tApprove\t\tpressed\tsub-1\t${id}\tApprove deploy?\n`);
  expect(stderr).toMatch(/^✔ "Approve" \(primary\) was already pressed {3}127\.0\.0\.1:/);
  expect([clock.pauses, sandbox.wire()]).toEqual([[], [SEARCH]]);
});

test("found once by a search, then one small request a look, in ever longer pauses", async () => {
  const { sandbox, id, clock, wait } = await useWait();
  const { transactionId } = sandbox.seed({ count: 150 })[0] ?? {};
  const own = sandbox.requests.length;
  clock.at(40_000, () => sandbox.press(id, "secondary"));
  const { code, stdout } = await wait();
  expect([code, stdout.split("\t")[0]]).toEqual([20, "secondary"]);
  const [searches, polls] = [
    sandbox.wire().filter((line) => line.endsWith("limit=100")),
    sandbox.wire().filter((line) => line.includes("transactionId=")),
  ];
  expect([own, searches.length, polls.length]).toEqual([0, 2, 6]);
  const small =
    /^GET \/v1\/messages\?subscriberId=sub-1&transactionId=txn_\w+&channel=in_app&page=0&limit=1$/;
  for (const poll of polls) expect(poll).toMatch(small);
  expect(polls.join()).not.toContain(`transactionId=${transactionId}&`);
  expect(clock.pauses).toEqual([2_000, 3_000, 4_500, 6_750, 10_125, 15_000]);
});

test("--interval and --max-interval say how often it looks", async () => {
  const { clock, wait } = await useWait();
  await wait("--timeout", "30s", "--interval", "5s", "--max-interval", "6s");
  expect(clock.pauses).toEqual([5_000, 6_000, 6_000, 6_000, 6_000, 1_000]);
});

test("--interval beyond the longest pause is the longest pause", async () => {
  const { clock, wait } = await useWait();
  await wait("--timeout", "60s", "--interval", "30s");
  expect(clock.pauses).toEqual([30_000, 30_000]);
});

test("pressed at the last moment counts", async () => {
  const { sandbox, id, clock, waitJson } = await useWait();
  clock.at(600_000, () => sandbox.press(id, "primary"));
  const { code, result } = await waitJson();
  expect([code, result.pressed, result.waitedMs]).toEqual([0, "primary", 600_000]);
});

test("never pressed: exit 8 when ten minutes are over, the message all the same, and how to go on", async () => {
  const { id, clock, wait } = await useWait();
  const { code, stdout, stderr } = await wait();
  expect([code, clock.elapsed()]).toEqual([8, 600_000]);
  expect(stdout).toBe(`\t\t\tpending\tsub-1\t${id}\tApprove item?\n`);
  expect(stderr.split("\n")[0]).toBe(`· waiting up to 10m for an answer: "Approve item?", message ${id}`);
  expect(stderr).toContain("! nobody pressed a button within 10m   127.0.0.1:");
  expect(stderr).toMatch(
    new RegExp(`· to wait longer: {3}novu-msg action wait sub-1 ${id} --timeout 20m\n$`),
  );
  expect(stderr.split("\n")).toHaveLength(4);
});

test("--json is the press and the whole message as Novu sent it", async () => {
  const { sandbox, id, clock, waitJson } = await useWait();
  clock.at(1_000, () => sandbox.press(id, "primary"));
  const { code, stderr, result } = await waitJson();
  const shown = await run(["message", "show", "sub-1", id, "--json"], { env: sandbox.env });
  expect([code, stderr]).toEqual([0, ""]);
  expect(result).toEqual({
    ended: "pressed",
    pressed: "primary",
    label: "Approve",
    payload: null,
    waitedMs: 2_000,
    message: JSON.parse(shown.stdout),
  });
});

test("a payload that came with the answer is shown", async () => {
  const { sandbox, id, wait, waitJson } = await useWait();
  const set = ["action", "set", "sub-1", id, "primary", "--status", "done", "--set", "by=ci"];
  await run(set, { env: sandbox.env });
  expect((await waitJson()).result.payload).toEqual({ by: "ci" });
  expect((await wait()).stdout).toContain('primary\tApprove\t{"by":"ci"}\tpressed');
});

test("time up in JSON: the same document with nothing pressed", async () => {
  const { id, waitJson } = await useWait();
  const { code, result } = await waitJson("--timeout", "5s");
  expect([code, result.message._id]).toEqual([8, id]);
  expect(result).toMatchObject({
    ended: "pending",
    pressed: null,
    label: null,
    payload: null,
    waitedMs: 5_000,
  });
});

test("--timeout 0 looks once", async () => {
  const { sandbox, id, clock, wait } = await useWait();
  expect((await wait("--timeout", "0")).code).toBe(8);
  sandbox.press(id, "primary");
  expect((await wait("--timeout", "0s")).code).toBe(0);
  expect([clock.pauses, sandbox.wire()]).toEqual([[], [SEARCH, SEARCH]]);
});

test.each([
  ["primary", "primary", 0],
  ["primary", "secondary", 20],
  ["secondary", "secondary", 0],
  ["secondary", "primary", 20],
  ["any", "primary", 0],
  ["any", "secondary", 20],
] as const)("--for %s, and %s is pressed: exit %d at once", async (wanted, pressed, exit) => {
  const { sandbox, id, clock, waitJson, wait } = await useWait();
  clock.at(10_000, () => sandbox.press(id, pressed));
  const { code, result } = await waitJson("--for", wanted);
  expect([code, result.ended, result.pressed]).toEqual([exit, "pressed", pressed]);
  expect(clock.elapsed()).toBeLessThan(20_000);
  const { stderr } = await wait("--for", wanted);
  if (wanted !== "any" && exit === 20) expect(stderr).toContain(`(${pressed}) was pressed, not ${wanted}`);
});

test("an answer that is taken back before it is seen is none", async () => {
  const { sandbox, id, clock, waitJson } = await useWait();
  sandbox.press(id, "primary");
  await run(["action", "revert", "sub-1", id, "primary"], { env: sandbox.env });
  clock.at(20_000, () => sandbox.press(id, "secondary"));
  expect(await waitJson()).toMatchObject({ code: 20, result: { pressed: "secondary" } });
});

test("deleted while it waits: exit 21, after a second check", async () => {
  const { sandbox, id, clock, wait } = await useWait();
  clock.at(4_000, () => sandbox.remove(id));
  const { code, stdout, stderr } = await wait();
  expect([code, stdout]).toEqual([21, `\t\t\tgone\tsub-1\t${id}\tApprove item?\n`]);
  expect(stderr).toContain("! the message was deleted");
  expect(clock.pauses).toEqual([2_000, 3_000, 2_000]);
});

test.each([
  ["notice", [], "no buttons"],
  ["single", ["--for", "secondary"], "no secondary button"],
] as const)("a %s message with %j cannot be pressed: exit 22 at once", async (workflow, words, what) => {
  const { sandbox, wait, waitJson } = await useWait({ workflow });
  const { code, stderr } = await wait(...words);
  expect([code, sandbox.wire()]).toEqual([22, [SEARCH]]);
  expect(stderr).toContain(`! the message has ${what}`);
  expect((await waitJson(...words)).result).toMatchObject({ ended: "no-buttons", pressed: null });
});

test("--map gives each button a code, --exit-zero every end the same", async () => {
  const { sandbox, id, wait } = await useWait();
  expect((await wait("--timeout", "0", "--exit-zero")).code).toBe(0);
  sandbox.press(id, "secondary");
  expect((await wait("--map", "primary=0,secondary=1")).code).toBe(1);
  expect((await wait("--map", "secondary=125")).code).toBe(125);
  expect((await wait("--for", "primary", "--map", "secondary=0")).code).toBe(0);
  expect((await wait("--exit-zero")).code).toBe(0);
  sandbox.press(id, "primary");
  expect((await wait("--map", "primary=7")).code).toBe(7);
  sandbox.remove(id);
  expect((await wait("--exit-zero")).code).toBe(5);
});

test("a message that was never there is an error at once, unless it may be on its way", async () => {
  const { clock, waitFor } = await useWait();
  const { code, stdout, stderr } = await waitFor("sub-1", ID);
  expect([code, stdout, clock.elapsed()]).toEqual([5, "", 0]);
  expect(stderr).toContain(
    `try: novu-msg action wait sub-1 ${ID} --allow-missing 60s   (if it is still being delivered)`,
  );
  const nobody = await waitFor("nobody", ID);
  expect([nobody.code, nobody.stderr.includes("E_SUBSCRIBER")]).toEqual([5, true]);
});

test.each([
  ["a message", ["sub-1", ID], "E_MESSAGE"],
  ["a subscriber", ["nobody", ID], "E_SUBSCRIBER"],
  ["a transaction", ["--transaction", "txn_none"], "E_MESSAGE"],
  ["any message with buttons", ["sub-2", "--latest"], "E_MESSAGE"],
] as const)("%s that does not come within --allow-missing is an error then", async (_what, words, error) => {
  const { clock, waitFor } = await useWait();
  const { code, stderr } = await waitFor(...words, "--allow-missing", "60s");
  expect([code, clock.elapsed()]).toEqual([5, 60_000]);
  expect(stderr).toContain(`[${error} · exit 5]`);
  expect(stderr).toContain("· the message doesn't exist yet; waiting up to 1m for it\n");
  expect(stderr).toContain("It didn't appear within 1m.");
  expect(stderr.match(/^·/gm)).toHaveLength(1);
});

test("time up before --allow-missing is over is the same error: it was never seen", async () => {
  const { clock, waitFor } = await useWait();
  const { code } = await waitFor("sub-1", ID, "--allow-missing", "60s", "--timeout", "10s");
  expect([code, clock.elapsed()]).toEqual([5, 10_000]);
});

test("a message that comes late is waited for", async () => {
  const { sandbox, clock, waitFor } = await useWait();
  clock.at(30_000, () => {
    const [message] = sandbox.seed({ subscriberId: "sub-2" });
    clock.at(60_000, () => sandbox.press(message?.messageId ?? "", "primary"));
  });
  const { code, stdout, stderr } = await waitFor("sub-2", "--latest", "--allow-missing", "60s");
  expect([code, stdout.split("\t")[0]]).toEqual([0, "primary"]);
  expect(stderr.match(/^·.*$/gm)).toEqual([
    "· the message doesn't exist yet; waiting up to 1m for it",
    expect.stringMatching(/^· waiting up to 10m for an answer: "Approve item\?", message \w+$/),
  ]);
});

test("a transaction's own message needs no search at all", async () => {
  const { sandbox, clock, waitFor } = await useWait();
  const [seeded] = sandbox.seed();
  const { messageId = "", transactionId = "" } = seeded ?? {};
  clock.at(1_000, () => sandbox.press(messageId, "primary"));
  const { code, stdout } = await waitFor("--transaction", transactionId);
  expect([code, stdout]).toEqual([0, `primary\tApprove\t\tpressed\tsub-1\t${messageId}\tApprove item?\n`]);
  expect(sandbox.wire()).toEqual([
    `GET /v1/messages?transactionId=${transactionId}&channel=in_app&page=0&limit=20`,
    `GET /v1/messages?subscriberId=sub-1&transactionId=${transactionId}&channel=in_app&page=0&limit=1`,
  ]);
});

test("with -q stderr is empty, and stdout is the same", async () => {
  const { sandbox, id, wait } = await useWait();
  expect(await wait("-q", "--timeout", "5s")).toMatchObject({ code: 8, stderr: "" });
  sandbox.press(id, "primary");
  expect(await wait("-q", "--query", "pressed")).toEqual({ code: 0, stdout: "primary\n", stderr: "" });
  expect((await wait("--fields", "pressed,message._id")).stdout).toBe(`primary\t${id}\n`);
  expect((await wait("-o", "csv")).stdout.split("\n")[0]).toBe(
    "button,label,payload,ended,subscriber,message,title",
  );
});
