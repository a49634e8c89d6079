import { expect, test } from "vitest";
import { run } from "../support/run-cli.js";
import { useSandbox } from "../support/sandbox.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const NEWEST = "GET /v2/subscribers?limit=100";

const useNamed = async (...subscriberIds: string[]) => {
  const sandbox = await useSandbox();
  const seed = { subscribers: subscriberIds.map((subscriberId) => ({ subscriberId })) };
  await run(["sandbox", "seed", "--file", "-"], { ...sandbox, stdin: JSON.stringify(seed) });
  sandbox.forget();
  return sandbox;
};

test.each([
  [["message", "list", "--subscriber", "alic"], "novu-msg message list --subscriber alice"],
  [["action", "get", "Alice", ID], `novu-msg action get alice ${ID}`],
  [["subscriber", "show", "aliec"], "novu-msg subscriber show alice"],
])("%j names the subscriber that was probably meant", async (words, line) => {
  const sandbox = await useNamed("alice", "bob");
  const { code, stderr } = await run(words, sandbox);
  expect(code).toBe(5);
  expect(stderr).toContain('Did you mean "alice"?');
  expect(stderr).toContain(`try: ${line}\n`);
  expect(sandbox.wire().filter((request) => request === NEWEST)).toHaveLength(1);
});

test("an id that differs in its digits is of somebody else, and is not suggested", async () => {
  const sandbox = await useNamed("user-41");
  const { code, stderr } = await run(["message", "list", "--subscriber", "user-42"], sandbox);
  expect(code).toBe(5);
  expect(stderr).not.toContain("Did you mean");
});

test("a failed search for it leaves the error as it is", async () => {
  const sandbox = await useNamed("alice");
  sandbox.fault({ name: "error-500", path: "/v2/subscribers", times: "forever" });
  const { code, stderr } = await run(["message", "list", "--subscriber", "alic"], sandbox);
  expect(code).toBe(5);
  expect(stderr).toContain('there is no subscriber "alic" in this environment');
  expect(stderr).not.toContain("Did you mean");
});
