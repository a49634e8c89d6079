import { expect, test } from "vitest";
import { isProgramMissing } from "../support/missing-program.js";
import { seedOne, type TestSandbox, useSandbox } from "../support/sandbox.js";
import { finished, spawnCli, spawnShell, start } from "../support/spawn-cli.js";

/** Presses, deletes or leaves a message that is waited for, once the first look has been. */
const whileWaited = async (
  words: readonly string[],
  event: (sandbox: TestSandbox, id: string) => void = () => {},
  workflow?: string,
) => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox, workflow === undefined ? {} : { workflow });
  const argv = ["action", "wait", "sub-1", id, "--interval", "250ms", ...words];
  const child = start(argv, { env: sandbox.env });
  const end = finished(child);
  while (sandbox.requests.length === 0 && child.exitCode === null) await pause(20);
  event(sandbox, id);
  return end;
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test.each([
  ["primary", [], 0, "primary"],
  ["secondary", [], 20, "secondary"],
  ["secondary", ["--for", "secondary"], 0, "secondary"],
  ["secondary", ["--map", "secondary=3"], 3, "secondary"],
  ["secondary", ["--exit-zero"], 0, "secondary"],
] as const)("%s pressed with %j: exit %d", async (button, words, code, pressed) => {
  const end = await whileWaited([...words, "--json"], (sandbox, id) => sandbox.press(id, button));
  expect([end.code, JSON.parse(end.stdout).pressed, end.stderr]).toEqual([code, pressed, ""]);
});

test("not pressed, deleted, without buttons, not there: exit 8, 21, 22 and 5", async () => {
  const [pending, gone, noButtons] = await Promise.all([
    whileWaited(["--timeout", "600ms"]),
    whileWaited([], (sandbox, id) => sandbox.remove(id)),
    whileWaited([], undefined, "notice"),
  ]);
  expect([pending.code, gone.code, noButtons.code]).toEqual([8, 21, 22]);
  expect(pending.stdout).toMatch(/^\t\t\tpending\tsub-1\t/);
  const sandbox = await useSandbox();
  const nothing = ["action", "wait", "sub-1", "65f0c1a9b2d4e6f8a0b1c2d3"];
  expect((await spawnCli(nothing, { env: sandbox.env })).code).toBe(5);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s ends a long pause at once, with %d and nothing on stdout", async (signal, code) => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const child = start(["action", "wait", "sub-1", id, "--interval", "1h"], { env: sandbox.env });
  const end = finished(child);
  while (sandbox.requests.length === 0) await pause(20);
  await pause(300);
  child.kill(signal);
  expect(await end).toMatchObject({ code, stdout: "", stderr: expect.stringContaining("stopped") });
});

test.each([
  ["SIGINT", 130, "interrupted"],
  ["SIGTERM", 143, "terminated"],
] as const)("%s is told to a program with the code that it gives, %d", async (signal, code, kind) => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const child = start(["action", "wait", "sub-1", id, "--json"], { env: sandbox.env });
  const end = finished(child);
  while (sandbox.requests.length === 0) await pause(20);
  child.kill(signal);
  const { stderr, ...ended } = await end;
  expect(ended).toMatchObject({ code, stdout: "" });
  expect(JSON.parse(stderr).error).toMatchObject({ code: "E_INTERRUPTED", exit: code, kind });
});

test.skipIf(isProgramMissing("bash"))(
  "a script with set -e takes the code with || and the press with $(…)",
  async () => {
    const sandbox = await useSandbox();
    const id = seedOne(sandbox);
    sandbox.press(id, "secondary");
    const script = `set -e
    rc=0; $NOVU_MSG action wait sub-1 ${id} -q >/dev/null || rc=$?; echo "rc $rc"
    pressed=$($NOVU_MSG action wait sub-1 ${id} -q --exit-zero --query pressed); echo "pressed $pressed"
    if $NOVU_MSG action is sub-1 ${id} secondary; then echo yes; fi
    $NOVU_MSG action is sub-1 ${id} primary || echo "no $?"`;
    expect(await spawnShell(script, { env: sandbox.env })).toMatchObject({
      code: 0,
      stdout: "rc 20\npressed secondary\nyes\nno 1\n",
      stderr: "",
    });
  },
);
