import { inspect } from "node:util";
import { expect, test } from "vitest";
import { runKeyCommand } from "../../../src/config/run-key-command.js";
import { failureOf } from "../failures/failure-of.js";

/** Uses only programs that every Unix has. */
const onUnix = test.skipIf(process.platform === "win32");

onUnix("a key command's standard output is the key", async () => {
  expect(await runKeyCommand("printf s3cret-value")).toBe("s3cret-value");
});

onUnix("words are separated as a shell would, quotes included", async () => {
  expect(await runKeyCommand(`printf '%s|' "two words" 'a "b"' c`)).toBe('two words|a "b"|c|');
});

onUnix.each([
  ["$HOME", "$HOME"],
  ["a;b", "a;b"],
  ["$(id)", "$(id)"],
  ["a|b", "a|b"],
  ["*", "*"],
])("no shell looks at the word %s", async (word, printed) => {
  expect(await runKeyCommand(`printf %s ${word}`)).toBe(printed);
});

onUnix("a program that waits for input finds none, instead of waiting", async () => {
  expect(await runKeyCommand("cat")).toBe("");
});

onUnix("what a program says beside the key is not part of it", async () => {
  expect(await runKeyCommand(`sh -c 'echo noise >&2; printf s3cret-value'`)).toBe("s3cret-value");
});

onUnix.each([
  ["", "the key command is empty"],
  ["   ", "the key command is empty"],
  ["novu-msg-no-such-program x", 'the key command "novu-msg-no-such-program" failed: no such program'],
  ["sh -c 'exit 3'", 'the key command "sh" failed: it exited with 3'],
  ["false", 'the key command "false" failed: it exited with 1'],
  ["sh -c 'kill -9 $$'", 'the key command "sh" failed: it exited with SIGKILL'],
  ["yes", 'the key command "yes" failed: its output is too long for a key'],
  ["/", 'the key command "/" failed: it exited with EACCES'],
])("the key command %j fails with a reason", async (command, message) => {
  const failure = await failureOf(() => runKeyCommand(command));
  expect([failure.code, failure.message]).toEqual(["E_KEY_SOURCE", message]);
});

onUnix("what a failed program printed, to either stream, is nowhere in the failure", async () => {
  const command = `sh -c 'echo s3cret-out; echo s3cret-err >&2; exit 3' s3cret-word`;
  const failure = await failureOf(() => runKeyCommand(command));
  expect(failure.message).toBe('the key command "sh" failed: it exited with 3');
  expect(failure.cause).toBeUndefined();
  const everything =
    inspect(failure, { depth: 20, showHidden: true }) + failure.stack + JSON.stringify(failure);
  expect(everything).toContain("E_KEY_SOURCE");
  expect(everything).not.toContain("s3cret");
});

onUnix("a flood of output is nowhere in the failure either", async () => {
  const failure = await failureOf(() => runKeyCommand("yes s3cret-word"));
  expect(inspect(failure, { depth: 20, showHidden: true })).not.toContain("s3cret");
});

const SLEEP_MS = 60_000;

onUnix.each([
  "sh -c 'sleep 60; echo s3cret'",
  `sh -c 'trap "" TERM INT; while :; do sleep 1; done'`,
  "sh -c 'sleep 60 & sleep 60'",
])("the program %j, which does not end, is ended", async (command) => {
  const began = Date.now();
  const failure = await failureOf(() => runKeyCommand(command, { limitMs: 200 }));
  expect(failure.message).toBe('the key command "sh" failed: it took longer than 0.2 s');
  expect(Date.now() - began).toBeLessThan(SLEEP_MS); // It was not waited for.
});

onUnix.each(["head -c 70000 /dev/zero", "sh -c 'head -c 70000 /dev/zero >&2'"])(
  "%j says too much for a key",
  async (command) => {
    const failure = await failureOf(() => runKeyCommand(command));
    expect(failure.message).toContain("its output is too long for a key");
  },
);

onUnix("a program sees the variables it is given, and no others", async () => {
  expect(await runKeyCommand("/usr/bin/env", { env: { TEAM_TOKEN: "t" } })).toBe("TEAM_TOKEN=t\n");
});

onUnix("a program that is given no variables sees the process's own", async () => {
  expect(await runKeyCommand(`sh -c 'printf %s "$PATH"'`)).toBe(process.env.PATH);
});

const interruption = async (signal: AbortSignal) => {
  const failure = await failureOf(() => runKeyCommand("sh -c 'exec sleep 60' s3cret-word", { signal }));
  expect(inspect(failure, { depth: 20, showHidden: true })).not.toContain("s3cret");
  return { ...failure, message: failure.message, cause: failure.cause, sent: failure.sent };
};
const INTERRUPTED = {
  name: "Failure",
  code: "E_INTERRUPTED",
  message: "canceled; nothing was sent",
  info: {},
  cause: undefined,
  sent: "no",
};

onUnix("a run that was stopped before does not wait for the program", async () => {
  expect(await interruption(AbortSignal.abort())).toEqual(INTERRUPTED);
});

onUnix("a run that is stopped meanwhile does not wait for the program's end", async () => {
  expect(await interruption(AbortSignal.timeout(100))).toEqual(INTERRUPTED);
});

onUnix("a signal that stays quiet changes nothing", async () => {
  const { signal } = new AbortController();
  expect(await runKeyCommand("printf s3cret-value", { signal })).toBe("s3cret-value");
  const failure = await failureOf(() => runKeyCommand("false", { signal }));
  expect(failure.message).toBe('the key command "false" failed: it exited with 1');
});
