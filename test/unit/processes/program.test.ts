import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { Failure } from "../../../src/failures/failure.js";
import { createProgram } from "../../../src/processes/program.js";
import { useTempDir } from "../../support/temp-dir.js";

type ProgramOptions = Parameters<typeof createProgram>[1];

const KEY_TEXT = "0123456789abcdef";

const options = (more: Partial<ProgramOptions> = {}): ProgramOptions => ({
  env: { PATH: process.env.PATH },
  signal: new AbortController().signal,
  withoutKeys: (text) => text.replaceAll(KEY_TEXT, "•"),
  platform: process.platform,
  ...more,
});

/** A Node script that is run as the user's program, its folder, and what it wrote there. */
const useScript = (code: string, more: Partial<ProgramOptions> = {}) => {
  const folder = useTempDir();
  const file = path.join(folder, "script.mjs");
  const out = path.join(folder, "out");
  writeFileSync(file, `import fs from "node:fs"; const out = ${JSON.stringify(out)};\n${code}`);
  return {
    program: async (occasion: Parameters<Awaited<ReturnType<typeof createProgram>>>[0]) =>
      (await createProgram(`"${process.execPath}" "${file}" "two words" $HOME`, options(more)))(occasion),
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

test("words are split as in a shell, but no shell runs", async () => {
  const { program, out } = useScript("fs.writeFileSync(out, JSON.stringify(process.argv.slice(2)));");
  expect(await program(quiet)).toBe(0);
  expect(JSON.parse(out())).toEqual(["two words", "$HOME"]);
});

test("it gets its input on stdin and in variables, without NUL", async () => {
  const script =
    "fs.writeFileSync(out, JSON.stringify([process.env.A, process.env.B, fs.readFileSync(0, 'utf8')]));";
  const { program, out } = useScript(script);
  const A = `$(touch x) 'q' "d" \`b\`\n; rm -rf / \\`;
  expect(await program({ env: { A, B: "a\0b" }, stdin: "é\0\n" })).toBe(0);
  expect(JSON.parse(out())).toEqual([A, "a\ufffdb", "é\0\n"]);
});

test("it gets the run's variables, except those with a key, by name or by value", async () => {
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
  await program({ env: { NOVU_EVENT: "pressed" }, stdin: "" });
  const names: string[] = JSON.parse(out());
  // Some systems add variables.
  expect(names.filter((name) => name in env || name.startsWith("NOVU"))).toEqual([
    "KEEP",
    "NOVU_API_URL",
    "NOVU_EVENT",
    "PATH",
  ]);
});

test("the result is its exit code or its signal", async () => {
  expect(await useScript("process.exit(7);").program(quiet)).toBe(7);
  expect(
    await useScript("process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 9999);").program(quiet),
  ).toBe("SIGTERM");
});

test("a program that ignores a megabyte of stdin causes no error", async () => {
  const { program } = useScript("fs.closeSync(0); setTimeout(() => process.exit(0), 50);");
  expect(await program({ env: {}, stdin: "x".repeat(1_000_000) })).toBe(0);
});

const refusalOf = async (line: string, more: Partial<ProgramOptions> = {}) => {
  const { code, message } = await failureOf(createProgram(line, options(more)));
  return `${code}: ${message}`;
};

test("a missing or non-executable program is a failure before the first run", async () => {
  const folder = useTempDir();
  const plain = path.join(folder, "plain");
  writeFileSync(plain, "");
  expect(await refusalOf("no-such-program-here x")).toBe(
    `E_EXEC: --exec "no-such-program-here" can't be started: no such program`,
  );
  expect(await refusalOf(`"${path.join(folder, "none")}"`)).toContain("no such program");
  for (const line of [plain, folder]) expect(await refusalOf(`"${line}"`)).toContain("it isn't executable");
  expect(await refusalOf("plain", { env: { PATH: `/nowhere:${folder}` } })).toContain("it isn't executable");
  expect(await refusalOf("  ")).toBe("E_EXEC: --exec is empty");
});

test("a program is searched in PATH, where the first executable file counts", async () => {
  const [first, second] = [useTempDir(), useTempDir()];
  writeFileSync(path.join(first, "mine"), "");
  writeFileSync(path.join(second, "mine"), "#!/bin/sh\nexit 5\n", { mode: 0o755 });
  const PATH = [first, second].join(":");
  expect(await (await createProgram("mine", options({ env: { PATH } })))(quiet)).toBe(5);
  // Without PATH the system's default folders are searched.
  expect(await (await createProgram("sh -c 'exit 6'", options({ env: {} })))(quiet)).toBe(6);
});

test("a program that disappears before a run is reported then", async () => {
  const file = path.join(useTempDir(), "mine");
  writeFileSync(file, "#!/bin/sh\n", { mode: 0o755 });
  const program = await createProgram(`"${file}"`, options());
  rmSync(file);
  expect((await failureOf(program(quiet))).message).toBe(
    `--exec "${file}" can't be started: no such program`,
  );
});

test.each([
  ["sh -c 'oops", "'", "sh -c 'oops'"],
  ["sh -c \"it's", '"', `sh -c "it's"`],
  ["say don't", "'", "say don't'"],
  [`sh -c 'a' "b`, '"', `sh -c 'a' "b"`],
])("%s: a quote that is never closed is named, with what to write", async (line, quote, closed) => {
  const { code, message, info } = await failureOf(createProgram(line, options()));
  expect([code, message]).toEqual(["E_EXEC", `--exec: unclosed ${quote} in: ${line}`]);
  expect(info.hint?.[0]).toBe(`Close it: ${closed}`);
});

test.each([`sh -c 'echo "a'`, `sh -c "it's"`, `sh -c 'a'"b"''`, "sh"])(
  "%s has no open quote",
  async (line) => {
    await expect(createProgram(line, options())).resolves.toBeTypeOf("function");
  },
);

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
