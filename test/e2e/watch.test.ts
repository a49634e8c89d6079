import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { keeps } from "../support/keeps.js";
import { isProgramMissing } from "../support/missing-program.js";
import { KEY, seedOne, type TestSandbox, useSandbox } from "../support/sandbox.js";
import { finished, spawnShell, start } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

keeps("a signal ends a run at any moment");

const FAST = ["--interval", "250ms", "--max-interval", "250ms"];

/** Until the first look is over: only what comes after it is told. */
const hasLooked = async (sandbox: TestSandbox, looks = 2): Promise<void> => {
  while (sandbox.requests.filter(({ method }) => method === "GET").length < looks) await pause(10);
};

const watch = (sandbox: TestSandbox, ...words: string[]): ChildProcess =>
  start(["action", "watch", ...FAST, ...words], { env: { ...sandbox.env, PATH: process.env.PATH ?? "" } });

test.skipIf(isProgramMissing("bash"))(
  "a reader that has seen enough ends it quietly, at the next event",
  async () => {
    const sandbox = await useSandbox();
    const id = seedOne(sandbox);
    const line = `$NOVU_MSG action watch -q ${FAST.join(" ")} | head -1; echo "\${PIPESTATUS[0]}"`;
    const ended = spawnShell(line, { env: sandbox.env });
    await hasLooked(sandbox);
    sandbox.press(id, "primary");
    await pause(500);
    sandbox.seed();
    const { stdout, stderr } = await ended;
    const [event, code, ...rest] = stdout.split("\n");
    expect([JSON.parse(event ?? "").event, code, rest, stderr]).toEqual(["seen", "0", [""], ""]);
  },
);

test("--count ends the pipe at once, and each line is there before the next thing happens", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const child = watch(sandbox, "--events", "pressed,created", "--count", "2");
  const lines: string[] = [];
  child.stdout?.on("data", (chunk) => lines.push(String(chunk)));
  const end = finished(child);
  await hasLooked(sandbox);
  sandbox.press(id, "primary");
  while (lines.length === 0) await pause(10);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ event: "pressed", messageId: id });
  sandbox.seed();
  expect(await end).toMatchObject({ code: 0 });
});

test.skipIf(isProgramMissing("bash"))(
  "--exec: what a tenant wrote is data in variables and on stdin, and nothing runs it",
  async () => {
    const sandbox = await useSandbox();
    const folder = useTempDir();
    const labels = [
      "$(touch pwned)",
      "`touch pwned`",
      "'; touch pwned; '",
      '"; touch pwned; "',
      "a\ntouch pwned\n",
      "| touch pwned",
      "\\",
      "a\0b",
      "%NOVU_EVENT% $NOVU_EVENT",
    ];
    const ids = labels.map((primary) => seedOne(sandbox, { labels: { primary } }));
    const script = path.join(folder, "on-press.sh");
    writeFileSync(
      script,
      `cd "${folder}" && printf '%s' "$NOVU_LABEL" > "label-$NOVU_MESSAGE_ID" && cat > "stdin-$NOVU_MESSAGE_ID" && env > env; echo said`,
    );
    const child = watch(
      sandbox,
      "--events",
      "pressed",
      "--count",
      String(ids.length),
      "--exec",
      `bash ${script}`,
    );
    const end = finished(child);
    await hasLooked(sandbox);
    for (const id of ids) sandbox.press(id, "primary");
    const { code, stdout, stderr } = await end;
    const events = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect([code, events.map(({ messageId }) => messageId)]).toEqual([0, ids]);
    expect(stderr.split("\n").filter((line) => line === "said")).toHaveLength(ids.length);
    for (const [at, id] of ids.entries()) {
      expect(readFileSync(path.join(folder, `label-${id}`), "utf8")).toBe(
        labels[at]?.replace("\0", "\ufffd"),
      );
      expect(JSON.parse(readFileSync(path.join(folder, `stdin-${id}`), "utf8"))).toEqual(events[at]);
    }
    expect(existsSync(path.join(folder, "pwned"))).toBe(false);
    expect(readFileSync(path.join(folder, "env"), "utf8")).not.toContain(KEY);
  },
);

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)(
  "%s ends it in its pause and its looks, with its code and all that was told",
  async (signal, code) => {
    const sandbox = await useSandbox();
    const id = seedOne(sandbox);
    const child = watch(sandbox, "--events", "pressed");
    const end = finished(child);
    await hasLooked(sandbox);
    sandbox.press(id, "primary");
    await hasLooked(sandbox, sandbox.requests.length + 2);
    child.kill(signal);
    const { stdout, stderr, ...ended } = await end;
    expect(ended).toEqual({ code, signal: null });
    expect(JSON.parse(stdout)).toMatchObject({ event: "pressed" });
    expect(stderr).toBe("stopped\n");
  },
);

test("Ctrl-C ends a program of --exec that hangs, too", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const folder = useTempDir();
  const [script, pidFile] = [path.join(folder, "hang.mjs"), path.join(folder, "pid")];
  writeFileSync(
    script,
    `import fs from "node:fs";
     process.on("SIGTERM", () => {});
     setInterval(() => {}, 1000);
     fs.writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));`,
  );
  const child = watch(sandbox, "--events", "pressed", "--exec", `"${process.execPath}" "${script}"`);
  const end = finished(child);
  await hasLooked(sandbox);
  sandbox.press(id, "primary");
  while (!existsSync(pidFile) || readFileSync(pidFile, "utf8") === "") await pause(10);
  child.kill("SIGINT");
  expect(await end).toMatchObject({ code: 130, signal: null });
  expect(() => process.kill(Number(readFileSync(pidFile, "utf8")), 0)).toThrow("ESRCH");
});
