import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { createProgram, type ProgramSurroundings } from "../../../src/exec/program.js";
import { Failure } from "../../../src/failure/failure.js";
import { useTempDir } from "../../support/temp-dir.js";

const KEY_TEXT = "0123456789abcdef";

const surroundings = (more: Partial<ProgramSurroundings> = {}): ProgramSurroundings => ({
  env: { PATH: process.env.PATH },
  signal: new AbortController().signal,
  withoutKeys: (text) => text.replaceAll(KEY_TEXT, "•"),
  ...more,
});

/** A script for Node, run as a program of the user's own; its folder and what it wrote there. */
const useScript = (code: string, more: Partial<ProgramSurroundings> = {}) => {
  const folder = useTempDir();
  const file = path.join(folder, "script.mjs");
  const out = path.join(folder, "out");
  writeFileSync(file, `import fs from "node:fs"; const out = ${JSON.stringify(out)};\n${code}`);
  return {
    program: createProgram(`"${process.execPath}" "${file}" "two words" $HOME`, surroundings(more)),
    out: () => readFileSync(out, "utf8"),
    hasWritten: () => existsSync(out),
  };
};

const quiet = { env: {}, stdin: "" };

const failureOf = async (work: Promise<unknown>): Promise<Failure> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Failure) return error;
  throw new Error("it did not fail");
};

test("its words are split as in a shell, and none runs", async () => {
  const { program, out } = useScript("fs.writeFileSync(out, JSON.stringify(process.argv.slice(2)));");
  expect(await program(quiet)).toBe(0);
  expect(JSON.parse(out())).toEqual(["two words", "$HOME"]);
});

test("it gets the occasion on stdin and in variables, with no NUL in them", async () => {
  const script =
    "fs.writeFileSync(out, JSON.stringify([process.env.A, process.env.B, fs.readFileSync(0, 'utf8')]));";
  const { program, out } = useScript(script);
  const A = `$(touch x) 'q' "d" \`b\`\n; rm -rf / \\`;
  expect(await program({ env: { A, B: "a\0b" }, stdin: "é\0\n" })).toBe(0);
  expect(JSON.parse(out())).toEqual([A, "a\ufffdb", "é\0\n"]);
});

test("it gets the run's variables but none that holds a key, by name or by value", async () => {
  const script = "fs.writeFileSync(out, JSON.stringify(Object.keys(process.env).sort()));";
  const env = {
    PATH: process.env.PATH,
    KEEP: "this",
    UNSET: undefined,
    NOVU_SECRET_KEY: "a",
    NOVU_MSG_SECRET_KEY: "b",
    NOVU_API_KEY: "c",
    novu_api_key: "d",
    MINE: `Bearer ${KEY_TEXT}`,
    NOVU_API_URL: "http://127.0.0.1:1",
  };
  const { program, out } = useScript(script, { env });
  await program({ env: { NOVU_EVENT: "clicked" }, stdin: "" });
  const names: string[] = JSON.parse(out());
  // Some systems add variables of their own.
  expect(names.filter((name) => name in env || name.startsWith("NOVU"))).toEqual([
    "KEEP",
    "NOVU_API_URL",
    "NOVU_EVENT",
    "PATH",
  ]);
});

test("its exit code, or its signal, is what it comes to", async () => {
  expect(await useScript("process.exit(7);").program(quiet)).toBe(7);
  expect(
    await useScript("process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 9999);").program(quiet),
  ).toBe("SIGTERM");
});

test("who does not read a megabyte of stdin is no error", async () => {
  const { program } = useScript("fs.closeSync(0); setTimeout(() => process.exit(0), 50);");
  expect(await program({ env: {}, stdin: "x".repeat(1_000_000) })).toBe(0);
});

test("what is not there, or may not be run, is a failure that says so", async () => {
  const folder = useTempDir();
  writeFileSync(path.join(folder, "plain"), "");
  const missing = await failureOf(createProgram("no-such-program-here x", surroundings())(quiet));
  expect([missing.code, missing.message]).toEqual([
    "E_EXEC",
    '--exec "no-such-program-here" cannot be started: there is no such program',
  ]);
  const plain = await failureOf(createProgram(`"${path.join(folder, "plain")}"`, surroundings())(quiet));
  expect([plain.code, plain.message.split(": ").at(-1)]).toEqual(["E_EXEC", "it may not be run"]);
  expect(() => createProgram("  ", surroundings())).toThrow("--exec names no program");
});

test.each([
  ["heeds SIGTERM", "setInterval(() => {}, 1000); fs.writeFileSync(out, '');"],
  ["does not", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); fs.writeFileSync(out, '');"],
])("a signal ends a program that hangs and %s", async (_, script) => {
  const ending = new AbortController();
  const { program, hasWritten } = useScript(script, { signal: ending.signal });
  const failure = failureOf(program(quiet));
  while (!hasWritten()) await pause(10);
  ending.abort("SIGINT");
  expect((await failure).code).toBe("E_INTERRUPTED");
  expect((await failureOf(program(quiet))).code).toBe("E_INTERRUPTED");
});
