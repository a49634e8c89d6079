import { appendFileSync, chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isProgramMissing } from "../../support/missing-program.js";
import { KEY, seedOne, useSandbox } from "../../support/sandbox.js";
import { useTempDir } from "../../support/temp-dir.js";
import { told, watched } from "./watched.js";

/** A program that appends a line of JSON about itself to a file, and ends with this code. */
const useRecorder = (code = 0) => {
  const folder = useTempDir();
  const [file, out] = [path.join(folder, "record.mjs"), path.join(folder, "out")];
  writeFileSync(
    file,
    `import fs from "node:fs";
     const novu = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("NOVU")));
     fs.appendFileSync(${JSON.stringify(out)}, JSON.stringify({ novu, stdin: fs.readFileSync(0, "utf8") }) + "\\n");
     process.exitCode = ${code};`,
  );
  appendFileSync(out, "");
  return {
    command: `"${process.execPath}" "${file}"`,
    records: (): { novu: Record<string, string>; stdin: string }[] =>
      readFileSync(out, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
  };
};

test("each event, in order and after it was printed, comes as variables and as JSON, without the key", async () => {
  const sandbox = await useSandbox();
  const label = `$(touch x) 'a' "b" \`c\` \n;\0`;
  const [message] = sandbox.seed({ labels: { primary: label } });
  const { command, records } = useRecorder();
  const { code, events, stderr } = await watched(
    { ...sandbox.env, PATH: process.env.PATH ?? "" },
    ["--exec", command],
    [() => sandbox.press(message?.messageId ?? "", "primary")],
  );
  expect([code, told(events)]).toEqual([0, ["seen", "read", "pressed primary"]]);
  const all = records();
  expect(all.map(({ stdin }) => JSON.parse(stdin))).toEqual(events);
  expect(all[2]?.novu).toEqual({
    NOVU_API_URL: sandbox.url,
    NOVU_EVENT: "pressed",
    NOVU_AT: events[2]?.at,
    NOVU_SUBSCRIBER_ID: "sub-1",
    NOVU_MESSAGE_ID: message?.messageId,
    NOVU_TRANSACTION_ID: message?.transactionId,
    NOVU_WORKFLOW: "approval",
    NOVU_TITLE: "Approve item?",
    NOVU_BUTTON: "primary",
    NOVU_LABEL: label.replace("\0", "\ufffd"),
    NOVU_STATUS: "done",
    NOVU_PAYLOAD: "",
  });
  expect(JSON.stringify(all)).not.toContain(KEY);
  expect(stderr).not.toContain("--exec");
});

test("a value too long for a variable is left to stdin", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox, { content: "x".repeat(40_000) });
  const { command, records } = useRecorder();
  await watched(sandbox.env, ["--events", "read", "--exec", command], [() => sandbox.press(id, "primary")]);
  const [record] = records();
  expect([record?.novu.NOVU_TITLE, JSON.parse(record?.stdin ?? "").title.length]).toEqual(["", 40_000]);
});

test("a program that fails is a line on stderr, and ends nothing", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const { command, records } = useRecorder(3);
  const { code, stderr } = await watched(
    sandbox.env,
    ["--events", "read,pressed", "--exec", command],
    [() => sandbox.press(id, "primary")],
  );
  expect([code, records().length]).toEqual([0, 2]);
  expect(stderr.split("\n").filter((line) => line.startsWith("!"))).toEqual(
    ["read", "pressed"].map(
      (event) => `! --exec exited with 3 after "${event}" of message ${id}; still watching`,
    ),
  );
});

test("a program that is not there is told before anything is asked, and how it is run", async () => {
  const sandbox = await useSandbox();
  seedOne(sandbox);
  const { code, stderr, pauses } = await watched(sandbox.env, ["--exec", "no-such-program-here"]);
  expect([code, pauses, sandbox.wire()]).toEqual([2, [], []]);
  expect(stderr).toContain(`error: --exec "no-such-program-here" can't be started: no such program`);
  expect(stderr).toContain("It runs without a shell");
});

test.each([
  [
    "lines that end as on Windows",
    "#!/bin/sh\r\nexit 0\r\n",
    "it has Windows line endings (CR LF); save it with LF",
  ],
  ["env and such lines", "#!/usr/bin/env sh\r\n", "it has Windows line endings (CR LF); save it with LF"],
  [
    "an interpreter that is not there",
    "#! /no/such/shell -e\n",
    "its first line names /no/such/shell, which isn't executable",
  ],
])("a script with %s is refused before anything is watched", async (_, text, reason) => {
  const sandbox = await useSandbox();
  seedOne(sandbox);
  const script = path.join(useTempDir(), "hook.sh");
  writeFileSync(script, text, { mode: 0o755 });
  const { code, stderr, pauses } = await watched(sandbox.env, ["--exec", script]);
  expect([code, pauses, sandbox.wire()]).toEqual([2, [], []]);
  expect(stderr).toContain(`can't be started: ${reason}`);
});

test.each(["#!/bin/sh\nexit 0\n", "#!\nexit 0\n"])("a script that begins with %j is run", async (text) => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const script = path.join(useTempDir(), "hook.sh");
  writeFileSync(script, text, { mode: 0o755 });
  const { code } = await watched(sandbox.env, ["--exec", script], [() => sandbox.press(id, "primary")]);
  expect(code).toBe(0);
});

test("a program that goes away meanwhile ends the watch at the event that it was for", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const script = path.join(useTempDir(), "on-press.sh");
  writeFileSync(script, "#!/bin/sh\n", { mode: 0o755 });
  const { code, stderr, events } = await watched(
    sandbox.env,
    ["--exec", script],
    [
      () => {
        rmSync(script);
        sandbox.press(id, "primary");
      },
    ],
  );
  expect([code, told(events)]).toEqual([2, ["seen"]]);
  expect(stderr).toContain(`error: --exec "${script}" can't be started: no such program`);
});

test("a quote that is never closed is refused before anything is asked, and says what to write", async () => {
  const sandbox = await useSandbox();
  const { code, stderr } = await watched(sandbox.env, ["--exec", "sh -c 'oops"]);
  expect([code, sandbox.wire()]).toEqual([2, []]);
  expect(stderr).toContain("error: --exec: unclosed ' in: sh -c 'oops   [E_EXEC · exit 2]");
  expect(stderr).toContain("Close it: sh -c 'oops'");
});

test("only events that were asked for run it", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const { command, records } = useRecorder();
  await watched(
    sandbox.env,
    ["--events", "pressed", "--exec", command],
    [() => sandbox.press(id, "primary")],
  );
  expect(records().map(({ novu }) => novu.NOVU_EVENT)).toEqual(["pressed"]);
});

test("variables without a shell are likely a mistake, and told before anything is watched", async () => {
  const sandbox = await useSandbox();
  const warning = "--exec runs without a shell";
  expect((await watched(sandbox.env, ["--exec", "echo $NOVU_LABEL"])).stderr).toContain(warning);
  expect((await watched(sandbox.env, ["--exec", "sh -c 'echo $NOVU_LABEL'"])).stderr).not.toContain(warning);
});

test.skipIf(isProgramMissing("bash"))("a script of the user's own can use the label safely", async () => {
  const sandbox = await useSandbox();
  const folder = useTempDir();
  const script = path.join(folder, "on-press.sh");
  writeFileSync(script, `#!/usr/bin/env bash\ncd "${folder}" && printf '%s' "$NOVU_LABEL" > label\n`);
  chmodSync(script, 0o755);
  const label = '$(touch pwned) "; touch pwned; #\ntwo';
  const [message] = sandbox.seed({ labels: { secondary: label } });
  const env = { ...sandbox.env, PATH: process.env.PATH ?? "" };
  await watched(
    env,
    ["--events", "pressed", "--exec", script],
    [() => sandbox.press(message?.messageId ?? "", "secondary")],
  );
  expect(readFileSync(path.join(folder, "label"), "utf8")).toBe(label);
  expect(existsSync(path.join(folder, "pwned"))).toBe(false);
});
