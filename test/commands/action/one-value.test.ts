import { expect, test } from "vitest";
import { run } from "../../support/run-cli.js";
import { seedOne, useSandbox } from "../../support/sandbox.js";
import { useWait } from "../../support/waiting.js";

const WRITES: readonly (readonly [string, ...string[]])[] = [["set", "--status", "done"], ["complete"]];

test.each(WRITES)("%s -q --query prints one bare value and says nothing", async (name, ...more) => {
  const sandbox = await useSandbox();
  const line = [
    "action",
    name,
    "sub-1",
    seedOne(sandbox),
    "primary",
    ...more,
    "--payload",
    '{"by":"a b"}',
    "-q",
  ];
  const value = async (query: string) => {
    const { code, stdout, stderr } = await run([...line, "--query", query], { env: sandbox.env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return stdout;
  };
  expect(await value("cta.action.status")).toBe("done\n");
  expect(await value("cta.action.result.payload.by")).toBe("a b\n");
  expect(await value("length(cta.action.buttons)")).toBe("2\n");
  expect(await value("read")).toBe("false\n");
});

test("revert and get do the same", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const query = ["-q", "--query", "cta.action.status"];
  const reverted = await run(["action", "revert", "sub-1", id, "primary", ...query], { env: sandbox.env });
  const got = await run(["action", "get", "sub-1", id, ...query], { env: sandbox.env });
  const expected = { code: 0, stdout: "pending\n", stderr: "" };
  expect([reverted, got]).toEqual([expected, expected]);
});

test.each([["cta.action.result.payload.by"], ["nothing.here"], ["cta.action.buttons[7]"]])(
  "a value that is not there, %s, is an empty line and a success",
  async (query) => {
    const sandbox = await useSandbox();
    const line = ["action", "get", "sub-1", seedOne(sandbox), "-q", "--query", query];
    // Only a first name that no message has is told from a value that is absent.
    const stderr = query.startsWith("nothing") ? '! --query: the result has no field "nothing"\n' : "";
    expect(await run(line, { env: sandbox.env })).toEqual({ code: 0, stdout: "\n", stderr });
  },
);

test("a default and a test stand in the expression", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const value = async (query: string) =>
    (await run(["action", "get", "sub-1", id, "-q", "--query", query], { env: sandbox.env })).stdout;
  expect(await value("cta.action.result.payload.by || 'nobody'")).toBe("nobody\n");
  expect(await value("cta.action.status == 'done'")).toBe("false\n");
});

test("only what may not be what was meant is said in spite of -q", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  await run(["action", "complete", "sub-1", id, "primary"], { env: sandbox.env });
  const line = [
    "action",
    "revert",
    "sub-1",
    id,
    "secondary",
    "-q",
    "--query",
    "cta.action.status",
    "--overwrite",
    "--expect=done",
  ];
  const { code, stdout, stderr } = await run(line, { env: sandbox.env });
  expect({ code, stdout }).toEqual({ code: 0, stdout: "pending\n" });
  expect(stderr).toMatch(/^! .*primary/);
});

test("an error leaves stdout empty", async () => {
  const sandbox = await useSandbox();
  const line = ["action", "get", "sub-1", "0".repeat(24), "-q", "--query", "_id"];
  const { code, stdout, stderr } = await run(line, { env: sandbox.env });
  expect({ code, stdout }).toEqual({ code: 5, stdout: "" });
  expect(stderr).toMatch(/^error: /);
});

test("wait prints one value too, also where nobody pressed", async () => {
  const { sandbox, id, clock, wait } = await useWait();
  const query = ["-q", "--query", "pressed", "--timeout", "10s"];
  expect(await wait(...query)).toEqual({ code: 8, stdout: "\n", stderr: "" });
  clock.at(clock.elapsed() + 1_000, () => sandbox.press(id, "primary"));
  expect(await wait(...query)).toEqual({ code: 0, stdout: "primary\n", stderr: "" });
});
