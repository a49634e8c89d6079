import { expect, test } from "vitest";
import { run } from "../support/run-cli.js";
import { seedOne, useSandbox } from "../support/sandbox.js";

const CONSOLE = { TERM: "linux", NO_COLOR: "1" };
const NOT_ASCII = /[^\u0000-\u007f]/;

test("a terminal without Unicode gets ASCII, on both streams", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const { code, stdout, stderr } = await run(["action", "complete", "sub-1", id, "primary"], {
    env: { ...sandbox.env, ...CONSOLE },
    terminals: ["stdout", "stderr"],
  });
  expect(code).toBe(0);
  expect(stderr).toMatch(/^\+ Approve is now done for sub-1 \(was pending\)\s+127\.0\.0\.1/);
  expect(stdout).toContain("secondary  Reject   -       -");
  expect(stdout + stderr).not.toMatch(NOT_ASCII);
});

test("help and errors too", async () => {
  const help = await run(["message", "delete", "--help"], { env: CONSOLE, terminals: ["stdout", "stderr"] });
  expect(help.stdout).toContain("<messageId...>");
  expect(help.stdout).not.toMatch(NOT_ASCII);
  const failed = await run(["frobnicate"], { env: CONSOLE, terminals: ["stdout", "stderr"] });
  expect(failed.stderr).toMatch(/\[E_\w+ - exit 2\]/);
  expect(failed.stderr).not.toMatch(NOT_ASCII);
});

test("what is for programs stays as it is, on such a terminal and in a pipe", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox, { content: "Deploy → prod…" });
  const env = { ...sandbox.env, ...CONSOLE };
  for (const words of [["--json"], ["--query", "content"], ["-o", "csv"]]) {
    const end = await run(["message", "show", "sub-1", id, ...words], {
      env,
      terminals: ["stdout", "stderr"],
    });
    expect(end.stdout).toContain("Deploy → prod…");
  }
  const piped = await run(["message", "show", "sub-1", id], { env });
  expect(piped.stdout).toContain("Deploy → prod…");
});
