import { expect, test } from "vitest";
import { inputOf, refusalOf } from "../../support/parse-only.js";
import { useProfileHome } from "../../support/profile-home.js";
import { run } from "../../support/run-cli.js";
import { KEY, seedOne, useSandbox } from "../../support/sandbox.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const CONDITIONS = ["primary", "secondary", "pending", "done"] as const;

test("is takes its words by place or by flag", async () => {
  const input = { selector: { by: "id", subscriberId: "alice", messageId: ID }, condition: "done" };
  expect(await inputOf(["action", "is", "alice", ID, "done"])).toEqual(input);
  expect(await inputOf(["action", "is", "--subscriber", "alice", "--message", ID, "done"])).toEqual(input);
  expect(await inputOf(["action", "is", "--transaction", "t", "primary"])).toEqual({
    selector: { by: "transaction", transactionId: "t", subscriberId: undefined },
    condition: "primary",
  });
  expect(await inputOf(["action", "is", "alice", "--latest", "pending"])).toMatchObject({
    selector: { by: "latest", subscriberId: "alice" },
  });
  expect(await refusalOf(["action", "is", "alice", ID])).toBe(
    "E_INPUT: missing: <primary|secondary|pending|done>",
  );
  expect(await refusalOf(["action", "is", "alice", ID, "penidng"])).toContain('Did you mean "pending"?');
  expect(await refusalOf(["action", "is", "alice", ID, "primery"])).toContain('Did you mean "primary"?');
  expect(await inputOf(["action", "is", "alice", ID, "None"])).toMatchObject({
    condition: { label: "None" },
  });
});

/** How a message came to be as it is, and which conditions hold then. */
const STATES: Readonly<Record<string, { presses: readonly string[]; holds: readonly string[] }>> = {
  untouched: { presses: [], holds: ["pending"] },
  "primary pressed": { presses: ["complete primary"], holds: ["primary", "done"] },
  "secondary pressed": { presses: ["complete secondary"], holds: ["secondary", "done"] },
  "another answer after the first": {
    presses: ["complete primary", "complete secondary --overwrite"],
    holds: ["secondary", "done"],
  },
  "taken back": { presses: ["complete primary", "revert primary"], holds: ["pending"] },
};

test.each(
  Object.entries(STATES).flatMap(([state, { presses, holds }]) =>
    CONDITIONS.map((condition) => [state, condition, presses, holds.includes(condition) ? 0 : 1] as const),
  ),
)("a message %s: is it %s?", async (_state, condition, presses, code) => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  for (const press of presses) {
    const [verb = "", button = "", ...more] = press.split(" ");
    await run(["action", verb, "sub-1", id, button, ...more], { env: sandbox.env });
  }
  const end = await run(["action", "is", "sub-1", id, condition], { env: sandbox.env });
  expect(end).toEqual({ code, stdout: "", stderr: "" });
});

test("a message that nobody has touched is pending also where it has no status at all", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox, { workflow: "approval-v2" });
  expect((await run(["action", "is", "sub-1", id, "pending"], { env: sandbox.env })).code).toBe(0);
});

test.each([
  [],
  ["--json"],
  ["-o", "csv"],
  ["-o", "ndjson"],
  ["--query", "cta"],
  ["--query", "@", "-o", "json"],
])("nothing is printed with %j, on a terminal and in a pipe", async (...words) => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  for (const terminals of [[], ["stdout", "stderr"]] as const) {
    for (const [condition, code] of [
      ["pending", 0],
      ["done", 1],
    ] as const) {
      const argv = ["action", "is", "sub-1", id, condition, ...words];
      expect(await run(argv, { env: sandbox.env, terminals })).toEqual({ code, stdout: "", stderr: "" });
    }
  }
});

test("what is tried again, and where the key comes from, is said only with -v", async () => {
  const sandbox = await useSandbox();
  const id = seedOne(sandbox);
  const home = useProfileHome();
  await home.run(["profile", "add", "prod", "--key-stdin", "--api-url", sandbox.url], KEY);
  const env = { ...home.env, NOVU_SECRET_KEY: "another", NOVU_MSG_PROFILE: "prod" };
  sandbox.fault({ name: "error-503", times: 2 });
  const argv = ["action", "is", "sub-1", id, "pending"];
  expect(await run(argv, { env })).toEqual({ code: 0, stdout: "", stderr: "" });
  sandbox.fault({ name: "error-503", times: 1 });
  const loud = await run([...argv, "-v"], { env });
  expect([loud.code, loud.stdout]).toEqual([0, ""]);
  expect(loud.stderr).toContain("retry 1 of 4");
});

test("an error is above 1, and is said", async () => {
  const sandbox = await useSandbox();
  seedOne(sandbox);
  const missing = await run(["action", "is", "sub-1", ID, "done"], { env: sandbox.env });
  expect([missing.code, missing.stdout]).toEqual([5, ""]);
  expect(missing.stderr).toContain(`subscriber "sub-1" has no message ${ID}   [E_MESSAGE · exit 5]`);
  const json = await run(["action", "is", "sub-1", ID, "done", "--json"], { env: sandbox.env });
  expect([json.code, JSON.parse(json.stderr).error.exit]).toEqual([5, 5]);
  await sandbox.close();
  const gone = await run(["action", "is", "sub-1", ID, "done"], {
    env: { ...sandbox.env, NOVU_MSG_RETRIES: "0" },
  });
  expect([gone.code, gone.stdout]).toEqual([7, ""]);
});

test("there are no fields to choose from what is not printed", async () => {
  const { code, stderr } = await run(["action", "is", "alice", ID, "done", "--fields", "cta"]);
  expect([code, stderr.includes("E_FIELD")]).toEqual([2, true]);
});
