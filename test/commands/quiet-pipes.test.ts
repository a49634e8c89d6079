import { expect, test } from "vitest";
import { run } from "../support/run-cli.js";
import { type RunLine, runEveryCommand } from "../support/run-every-command.js";
import { seedOne, useSandbox } from "../support/sandbox.js";

const NOTE = /^[·✔]/m;

/** A pipe on both sides; what a failed command says is an error, not a note. */
const piped: RunLine = async (line, code, options) => {
  const end = await run(line.split(" "), options);
  expect(end.code, `${line}\n${end.stderr}`).toBe(code);
  expect(end.stderr, line).not.toMatch(NOTE);
  const isWarningOrError = end.stderr === "" || /^(?:! |error: )/.test(end.stderr);
  expect(isWarningOrError, `${line}\n${end.stderr}`).toBe(true);
};

test("in a pipe stderr has warnings and errors only, for every command", async () => {
  await runEveryCommand("3.15", [piped]);
});

test("-v shows the notes in a pipe too, and --quiet hides them at a terminal", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const set = (button: string, ...words: string[]) => [
    "action",
    "set",
    "sub-1",
    id,
    button,
    "--status",
    "done",
    "--overwrite",
    ...words,
  ];
  expect((await run(set("primary"), { env: sandbox.env })).stderr).toBe("");
  expect((await run(set("secondary", "-v"), { env: sandbox.env })).stderr).toMatch(NOTE);
  expect((await run(set("primary"), { env: sandbox.env, hasNotes: true })).stderr).toMatch(NOTE);
  expect((await run(set("secondary", "-q"), { env: sandbox.env, hasNotes: true })).stderr).toBe("");
});

test("a value for $(…) comes alone", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const get = ["action", "get", "sub-1", id, "--query", "cta.action.status"];
  expect(await run(get, { env: sandbox.env })).toEqual({ code: 0, stdout: "pending\n", stderr: "" });
});

test.each([
  [["message", "list", "-s", "sub-1"], "nothere", "nothere"],
  [["message", "list", "-s", "sub-1"], "[0].mesage", "mesage"],
  [["message", "list", "-s", "sub-1"], "_id", "_id"],
  [["action", "get", "sub-1", "--latest"], "cat.action.status", "cat"],
])("%j: a query whose first name is no field is a warning: %s", async (words, query, name) => {
  const sandbox = await useSandbox();
  seedOne(sandbox);
  const { code, stderr } = await run([...words, "--query", query], { env: sandbox.env });
  expect([code, stderr]).toEqual([0, `! --query: the result has no field "${name}"\n`]);
});

test.each([
  [["message", "list", "-s", "sub-1"], "length(@)"],
  [["message", "list", "-s", "sub-1"], "[].snoozedUntil"],
  [["message", "list", "-s", "sub-1"], "[?_id=='x'].nothere"],
  [["action", "get", "sub-1", "--latest"], "{a: cta}"],
  [["action", "get", "sub-1", "--latest"], "snoozedUntil"],
])("%j: %s is none", async (words, query) => {
  const sandbox = await useSandbox();
  seedOne(sandbox);
  expect((await run([...words, "--query", query], { env: sandbox.env })).stderr).toBe("");
});
