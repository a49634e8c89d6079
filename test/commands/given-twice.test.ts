import { expect, test } from "vitest";
import { run } from "../support/run-cli.js";
import { seedOne, useSandbox } from "../support/sandbox.js";

const [A, B] = ["65f0c1a9b2d4e6f8a0b1c2d3", "65f0c1a9b2d4e6f8a0b1c2d4"];

test.each([
  ["--message", ["action", "get", "-q", "alice", "--message", A, "--message", B]],
  ["--subscriber", ["message", "show", "--subscriber", "alice", "--subscriber", "bob", A]],
  ["--transaction", ["action", "get", "--transaction", "a", "--transaction", "b"]],
  ["--status", ["action", "set", "alice", A, "primary", "--status", "done", "--status=pending"]],
  ["--button", ["action", "complete", "alice", A, "--button", "primary", "--button", "secondary"]],
  ["--payload", ["action", "complete", "alice", A, "primary", "--payload", "{}", "--payload", '{"a":1}']],
  ["--expect", ["action", "complete", "alice", A, "primary", "--expect", "done", "--expect", "pending"]],
  ["--file", ["action", "apply", "-f", "a.csv", "--file", "b.csv"]],
])("%s with two different values is refused, not the last one taken", async (option, argv) => {
  const sandbox = await useSandbox();
  const { code, stderr } = await run(argv, { env: sandbox.env });
  expect([code, stderr.split("   [")[0]]).toEqual([
    2,
    `error: ${option} was given twice, with different values`,
  ]);
  expect(sandbox.requests).toEqual([]);
});

test("the same value twice is no contradiction, and of a global option the last one counts", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const argv = ["action", "get", "--subscriber", "sub-1", "--subscriber", "sub-1", id];
  expect((await run([...argv, "-o", "csv", "-o", "json"], { env: sandbox.env })).stdout).toMatch(/^\{/);
});

test("a repeatable option may have several values", async () => {
  const sandbox = await useSandbox();
  const several = ["--subscriber", "sub-1", "--subscriber", "sub-2"];
  for (const argv of [
    ["action", "watch", ...several, "--timeout", "1ms"],
    ["message", "list", ...several],
  ])
    expect((await run(argv, { env: sandbox.env })).stderr).not.toContain("given twice");
});
