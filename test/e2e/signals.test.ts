import { writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { keeps } from "../support/keeps.js";
import { useNovuServer } from "../support/loopback-server.js";
import { isProgramMissing } from "../support/missing-program.js";
import { KEY, seedOne, useSandbox } from "../support/sandbox.js";
import { type Exit, finished, spawnCli, spawnShell, start } from "../support/spawn-cli.js";
import { useTempDir } from "../support/temp-dir.js";

keeps("a signal ends a run at any moment");

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const SET = ["action", "complete", "sub-1", ID, "primary", "--json"];
const LIST = ["message", "list", "--subscriber", "sub-1", "--json"];

const CODE = { SIGINT: 130, SIGTERM: 143 } as const;

/** What a shell would see in `$?`: before the program hears signals, the system ends it, with the same code. */
const shellCode = ({ code, signal }: Exit): number | null =>
  signal === "SIGINT" || signal === "SIGTERM" ? CODE[signal] : code;

/** Moments between the start and well after a request has left, spread by a fixed rule, denser while it connects. */
const MOMENTS_MS = [
  ...Array.from({ length: 10 }, (_, at) => Math.round(((at * 0.618) % 1) * 900)),
  ...Array.from({ length: 12 }, (_, at) => 40 + at * 8),
];

test.each([
  ["SIGINT", "list", LIST],
  ["SIGTERM", "set", SET],
] as const)(
  "%s at any moment of a %s against a server that hangs: its code, and nothing on stdout",
  async (signal, _name, argv) => {
    const env = await useNovuServer(() => {});
    for (const moment of MOMENTS_MS) {
      const child = start(argv, { env });
      const timer = setTimeout(() => child.kill(signal), moment);
      const end = await finished(child);
      clearTimeout(timer);
      expect({ moment, code: shellCode(end), stdout: end.stdout }).toEqual({
        moment,
        code: CODE[signal],
        stdout: "",
      });
      if (end.stderr !== "") expect(JSON.parse(end.stderr).error.code).toBe("E_INTERRUPTED");
    }
  },
);

test("SIGINT at any moment of a run that gets its answer: the whole document or nothing", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  for (const moment of MOMENTS_MS) {
    const child = start(["action", "complete", "sub-1", id, "primary", "--json"], { env: sandbox.env });
    const timer = setTimeout(() => child.kill("SIGINT"), moment);
    const end = await finished(child);
    clearTimeout(timer);
    if (end.stdout === "") expect([moment, shellCode(end)]).toEqual([moment, 130]);
    else expect(JSON.parse(end.stdout)._id).toBe(id);
  }
});

test("a second signal kills a run that the first one could not end", async () => {
  const body = JSON.stringify({
    data: {
      _id: ID,
      filler: "x".repeat(3_000_000),
      cta: { action: { status: "done", result: { type: "primary" } } },
    },
  });
  const env = await useNovuServer((_, response) => response.writeHead(201).end(body));
  const child = start(SET, { env });
  // Somebody who reads a little and then no more: the pipe is full, and the write cannot end.
  const isWriting = new Promise<void>((resolve) => child.stdout?.once("readable", resolve));
  await isWriting;
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
  child.kill("SIGINT");
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([child.exitCode, child.signalCode]).toEqual([null, null]);
  child.kill("SIGINT");
  expect(await ended).toEqual({ code: null, signal: "SIGINT" });
  child.stdout?.destroy();
});

/** Node runs this before the program: an error from where no command could catch it. */
const useStray = (code: string): Readonly<Record<string, string>> => {
  const file = path.join(useTempDir(), "stray.mjs");
  writeFileSync(file, code);
  return { NODE_OPTIONS: `--import=${pathToFileURL(file)}` };
};

const STRAYS = {
  "a timer": `setTimeout(() => { throw new Error("boom ${KEY}"); }, 300);`,
  "an event": `import { EventEmitter } from "node:events";
    const emitter = new EventEmitter();
    emitter.on("tick", () => { throw new Error("boom ${KEY}"); });
    setTimeout(() => emitter.emit("tick"), 300);`,
  "a rejection": `setTimeout(() => { Promise.reject(new Error("boom ${KEY}")); }, 300);`,
  "an emitted error": `import { EventEmitter } from "node:events";
    setTimeout(() => new EventEmitter().emit("error", new Error("boom ${KEY}")), 300);`,
} as const;

test.each(Object.entries(STRAYS))(
  "an error in %s ends the run with 70, one sentence, and no key",
  async (_name, code) => {
    const env = { ...(await useNovuServer(() => {})), ...useStray(code) };
    const plain = await spawnCli(["action", "complete", "sub-1", ID, "primary"], { env });
    expect(plain).toMatchObject({ code: 70, stdout: "" });
    expect(plain.stderr).toBe(
      [
        "error: internal error in novu-msg   [E_BUG · exit 70]",
        "  boom ••••••••",
        `  try: novu-msg action complete sub-1 ${ID} primary -vv   (to see where it happened)`,
        "",
      ].join("\n"),
    );
    const traced = await spawnCli([...SET, "-vv"], { env });
    expect(traced).toMatchObject({ code: 70, stdout: "" });
    expect(JSON.parse(traced.stderr).error).toMatchObject({
      code: "E_BUG",
      details: { stack: expect.stringMatching(/^Error: boom ••••••••\n {4}at /) },
    });
    expect(traced.stderr + plain.stderr).not.toContain(KEY);
  },
);

test("an error while a server runs, or stdin is waited for, does not leave the run hanging", async () => {
  const env = useStray(STRAYS["a timer"]);
  expect(await finished(start(["sandbox", "start", "--print-env"], { env }))).toMatchObject({ code: 70 });
  const waiting = start(["profile", "add", "x", "--key-stdin", "--no-verify"], {
    env: { ...env, NOVU_MSG_CONFIG_DIR: "/nonexistent/x" },
  });
  const code = await new Promise((resolve) => waiting.once("exit", resolve));
  waiting.stdin?.destroy();
  expect(code).toBe(70);
});

const CLOSED: readonly (readonly [string, string, number])[] = [
  ["an error and no stderr", "$NOVU_MSG frobnicate 2>&-", 2],
  ["an error and no streams at all", "$NOVU_MSG whoami --profile x <&- >&- 2>&-", 3],
  ["an error to a reader that has gone", "$NOVU_MSG frobnicate 2> >(exec true)", 2],
  ["a document and no stdout", "$NOVU_MSG commands --json >&-", 0],
  ["a document and no stderr", "$NOVU_MSG commands --json 2>&- >/dev/null", 0],
  ["help for a reader that has gone", "$NOVU_MSG action set --help > >(exec true)", 0],
  ["a document for a reader that has gone", "$NOVU_MSG commands --json > >(exec true)", 0],
];

test.skipIf(isProgramMissing("bash")).each(CLOSED)(
  "%s is quiet and keeps its code",
  async (_name, line, code) => {
    const env = { NOVU_MSG_CONFIG_DIR: "/nonexistent/x" };
    expect(await spawnShell(`${line}; echo $? >&3`.replace(/^/, "exec 3>&1; "), { env })).toMatchObject({
      stdout: `${code}\n`,
      stderr: "",
    });
  },
);
