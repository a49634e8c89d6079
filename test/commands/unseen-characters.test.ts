import { expect, test } from "vitest";
import { run } from "../support/run-cli.js";
import { KEY, useSandbox } from "../support/sandbox.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

test.each([
  [["action", "get", "alice ", ID], 'the subscriber ID "alice "'],
  [["action", "complete", "\u00a0alice", ID, "primary"], 'the subscriber ID "\u00a0alice"'],
  [["message", "list", "--subscriber", "alice\r"], 'the subscriber ID "alice\\r"'],
  [["action", "get", "alice", `${ID}\r`], `the message ID "${ID}\\r"`],
  [["message", "delete", `${ID}\n`, "--yes"], `the message ID "${ID}\\n"`],
  [["action", "wait", "alice", `\u00a0${ID}`], `the message ID "\u00a0${ID}"`],
])("white space around an id is named before anything is sent: %j", async (argv, named) => {
  const sandbox = await useSandbox();
  const { code, stderr } = await run(argv, { env: sandbox.env });
  expect([code, stderr.split("   [")[0]]).toEqual([2, `error: ${named} starts or ends with white space`]);
  expect(sandbox.requests).toEqual([]);
});

test.each([`"${KEY}"`, `'${KEY}'`, `"${KEY}`, `ApiKey "${KEY}"`])(
  "quotes around a key are named before anything is sent (%#)",
  async (key) => {
    const sandbox = await useSandbox();
    const { code, stderr } = await run(["whoami"], { env: { ...sandbox.env, NOVU_SECRET_KEY: key } });
    expect([code, stderr.split("   [")[0]]).toEqual([4, "error: the API key has quotes around it"]);
    expect(sandbox.requests).toEqual([]);
  },
);

test("a line break after a key is no part of it", async () => {
  const sandbox = await useSandbox();
  const env = { ...sandbox.env, NOVU_SECRET_KEY: `${KEY}\r\n` };
  expect((await run(["whoami"], { env })).code).toBe(0);
});
