import { expect, test } from "vitest";
import { createDrivenClock } from "../../support/driven-clock.js";
import { listOfOne, ONE_ID } from "../../support/list-of-one.js";
import { useNovuServer } from "../../support/loopback-server.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { useWait } from "../../support/waiting.js";

const notes = (stderr: string) => stderr.match(/^·.*$/gm) ?? [];

test("a storm of 429 is waited out: no look before its time, and one line at each end", async () => {
  const { sandbox, id, clock, wait } = await useWait();
  clock.at(1_000, () => sandbox.fault({ name: "rate-limit", times: 5, retryAfter: "20" }));
  clock.at(110_000, () => sandbox.press(id, "primary"));
  const { code, stderr } = await wait();
  expect(code).toBe(0);
  expect(clock.pauses.slice(0, 7)).toEqual([
    2_000,
    20_000,
    20_000,
    20_000,
    20_000,
    20_000,
    expect.any(Number),
  ]);
  expect(notes(stderr).slice(1)).toEqual([
    "· Novu's rate limit is reached; retrying",
    "· Novu responds again after 1 m 40 s",
  ]);
});

test.each([
  ["error-500", "Novu returned a server error (500)"],
  ["html-502", "Novu returned a server error (502)"],
  ["reset-before", "was lost before the response was complete"],
  ["status-408", "(408)"],
  ["html-200", ""],
  ["cut-json", ""],
  ["redirect-302", ""],
] as const)("%s for two minutes in the middle of a wait is not its end", async (name, says) => {
  const { sandbox, id, clock, wait } = await useWait();
  clock.at(10_000, () => sandbox.fault({ name, times: "forever" }));
  clock.at(130_000, () => {
    sandbox.press(id, "secondary");
    void sandbox.clearFaults();
  });
  const { code, stderr } = await wait();
  expect(code).toBe(20);
  expect(stderr).toContain(says);
  expect(notes(stderr)).toHaveLength(3);
  expect(notes(stderr)[2]).toMatch(/^· Novu responds again after [12] m( \d+ s)?$/);
});

test("a server that hangs costs a look no more than a request may take", async () => {
  const { sandbox, id, clock, wait } = await useWait();
  clock.at(1_000, () => sandbox.fault({ name: "hang-before", times: 2 }));
  clock.at(3_000, () => sandbox.press(id, "primary"));
  const { code, stderr } = await wait("--request-timeout", "2s");
  expect(code).toBe(0);
  expect(notes(stderr)[1]).toContain("no complete response from 127.0.0.1");
});

test("trouble from the first look on is waited out too", async () => {
  const { sandbox, id, clock, wait } = await useWait();
  sandbox.fault({ name: "error-503", times: 10 });
  clock.at(150_000, () => sandbox.press(id, "primary"));
  const { code, stderr } = await wait();
  expect([code, notes(stderr).length]).toEqual([0, 3]);
});

test("time up while nothing answers is that trouble, and says when it was last known", async () => {
  const { sandbox, clock, wait } = await useWait();
  clock.at(30_000, () => sandbox.fault({ name: "error-503", times: "forever" }));
  const { code, stdout, stderr } = await wait("--timeout", "1m");
  expect([code, stdout]).toEqual([9, ""]);
  expect(clock.elapsed()).toBe(70_000);
  expect(stderr).toContain("error: Novu returned a server error (503)   [E_SERVER · exit 9]");
  expect(stderr).toMatch(
    /The timeout was reached\. The last successful check, (?:\d+ s|1 m( \d+ s)?) ago, found no answer\./,
  );
});

test("who is asked to stay away until after the end does not look again", async () => {
  const { sandbox, clock, wait } = await useWait();
  sandbox.fault({ name: "rate-limit", times: "forever", retryAfter: "3600" });
  const { code, stderr } = await wait("--timeout", "1m");
  expect([code, clock.elapsed(), sandbox.wire().length]).toEqual([9, 60_000, 1]);
  expect(stderr).toContain("The timeout was reached. No check succeeded.");
});

test("a server that was never reached ends it after a minute", async () => {
  const { sandbox, clock, wait } = await useWait();
  await sandbox.close();
  const { code, stderr } = await wait();
  expect([code, stderr.includes("E_CONNECT")]).toEqual([7, true]);
  expect(clock.elapsed()).toBeGreaterThanOrEqual(60_000);
  expect(clock.elapsed()).toBeLessThan(90_000);
});

test.each([
  ["unauthorized-echo", 4],
  ["redirect-301", 12],
  ["html-200", 12],
] as const)("%s at the first look ends it at once with %d", async (name, exit) => {
  const { sandbox, clock, wait } = await useWait();
  sandbox.fault({ name, times: "forever" });
  expect([(await wait()).code, clock.pauses]).toEqual([exit, []]);
});

test("a key that is refused in the middle ends it at once", async () => {
  const { sandbox, clock, wait } = await useWait();
  clock.at(5_000, () => sandbox.fault({ name: "unauthorized-echo", times: "forever" }));
  expect([(await wait()).code, clock.elapsed()]).toEqual([4, 5_000]);
});

test("a press while the machine slept past the end counts", async () => {
  const { sandbox, id, clock, waitJson } = await useWait();
  clock.jump(30_000, 7_200_000);
  clock.at(30_001, () => sandbox.press(id, "primary"));
  const { code, result } = await waitJson();
  expect([code, result.pressed]).toEqual([0, "primary"]);
  expect(result.waitedMs).toBeGreaterThan(7_200_000);
});

test("a machine that wakes after the end without a network looks again for a moment", async () => {
  const { sandbox, id, clock, wait } = await useWait();
  clock.jump(30_000, 7_200_000);
  clock.at(30_001, () => {
    sandbox.press(id, "secondary");
    sandbox.fault({ name: "reset-before", times: 1 });
  });
  expect((await wait()).code).toBe(20);
});

test("a machine that slept past the end, and nobody pressed: exit 8 after one more look", async () => {
  const { sandbox, clock, wait } = await useWait();
  clock.jump(3_000, 7_200_000);
  const { code } = await wait();
  expect([code, sandbox.wire().length]).toEqual([8, 3]);
});

test("a clock that is set back does not end it early, nor give a negative time", async () => {
  const { sandbox, id, clock, waitJson } = await useWait();
  clock.jump(1_000, -3_600_000);
  clock.at(1_001, () => sandbox.press(id, "primary"));
  expect(await waitJson()).toMatchObject({ code: 0, result: { waitedMs: expect.any(Number) } });
});

/** A Novu with a lagging replica: each read gets the next of the given states. */
const useLagging = async (states: readonly ("open" | "done" | "gone")[]) => {
  let reads = 0;
  const env = await useNovuServer((_, response) => {
    const state = states[Math.min(reads, states.length - 1)] ?? "open";
    reads += 1;
    response.end(JSON.stringify(listOfOne(state)));
  });
  const clock = createDrivenClock();
  const { now, sleep, random } = clock;
  const wait = (...words: string[]) =>
    run(["action", "wait", "alice", ONE_ID, ...words], { env, now, sleep, random });
  return { wait, reads: () => reads };
};

test("one look that misses the message is taken for a copy that lags", async () => {
  const { wait, reads } = await useLagging(["open", "gone", "open", "gone", "done"]);
  expect([(await wait()).code, reads()]).toEqual([0, 5]);
});

test("two in a row are not", async () => {
  const { wait, reads } = await useLagging(["open", "gone", "gone", "done"]);
  expect([(await wait()).code, reads()]).toEqual([21, 3]);
});

test("missed at the last look alone, it is not called gone", async () => {
  const { wait } = await useLagging(["open", "gone"]);
  expect((await wait("--timeout", "2s")).code).toBe(8);
});

test("Ctrl-C between two looks ends it at once with 130 and nothing on stdout", async () => {
  const { sandbox, id, clock } = await useWait();
  const ending = new AbortController();
  clock.at(50_000, () => ending.abort("SIGINT"));
  const { now, sleep, random } = clock;
  const end = await run(["action", "wait", "sub-1", id], {
    env: sandbox.env,
    now,
    sleep,
    random,
    signal: ending.signal,
  });
  expect([end.code, end.stdout]).toEqual([130, ""]);
  expect(end.stderr).toMatch(/stopped before there was an answer\n$/);
  expect(clock.elapsed()).toBe(50_000);
});

test("with -q trouble is waited out in silence", async () => {
  const { sandbox, id, clock, wait } = await useWait();
  clock.at(1_000, () => sandbox.fault({ name: "error-500", times: 3 }));
  clock.at(20_000, () => sandbox.press(id, "primary"));
  expect(await wait("-q")).toMatchObject({ code: 0, stderr: "" });
});

test.each(["0", "30ms"])("a silent server costs --timeout %s no more than three seconds", async (timeout) => {
  const { sandbox, id } = await useWait();
  sandbox.fault({ name: "hang-before", times: "forever" });
  const { code, stderr } = await run(["action", "wait", "sub-1", id, "--timeout", timeout], sandbox);
  expect([code, stderr]).toEqual([
    7,
    expect.stringMatching(/no complete response from \S+ within [23](\.\d+)? s/),
  ]);
});
