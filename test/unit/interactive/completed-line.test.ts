import fc from "fast-check";
import { expect, test } from "vitest";
import { completedLine } from "../../../src/interactive/interact.js";
import { REQUIRED } from "../../../src/options/positionals.js";
import { inputOf } from "../../support/parse-only.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";
const ALL = [REQUIRED.subscriber, REQUIRED.message, REQUIRED.button, REQUIRED.status];
const VALUES = { subscriber: "alice", message: ID, button: "primary", status: "done" };

test("positionals keep their order, and options follow them", () => {
  expect(completedLine(["action", "set"], ALL, { values: VALUES, payload: ["--set", "by=me"] })).toEqual([
    ...["action", "set", "alice", ID, "primary", "--status", "done", "--set", "by=me"],
  ]);
});

test("only the missing inputs and the chosen profile are added", () => {
  const answers = { values: VALUES, payload: [], profile: "prod" };
  expect(completedLine(["action", "get", "alice"], [REQUIRED.message], answers)).toEqual([
    ...["action", "get", "alice", ID, "--profile", "prod"],
  ]);
});

test("confirming to replace another answer adds --overwrite", () => {
  expect(
    completedLine(["action", "set"], ALL, { values: VALUES, payload: [], isOverwriteConfirmed: true }),
  ).toEqual([...["action", "set", "alice", ID, "primary", "--status", "done", "--overwrite"]]);
});

test("words after -- stay after it, and options before it", () => {
  expect(
    completedLine(["action", "set", "--", "alice"], ALL.slice(1), { values: VALUES, payload: [] }),
  ).toEqual([...["action", "set", "--status", "done", "--", "alice", ID, "primary"]]);
});

test("the line parses back to the answers, for any ID", async () => {
  const id = fc
    .string({ minLength: 1, maxLength: 30 })
    .map((text) => text.trim())
    .filter((text) => text !== "" && !/^\.\.?$/.test(text));
  await fc.assert(
    fc.asyncProperty(id, fc.boolean(), async (subscriber, isSplit) => {
      const argv = isSplit ? ["action", "set", "--dry-run"] : ["--quiet", "action", "set"];
      const line = completedLine(argv, ALL, {
        values: { ...VALUES, subscriber },
        payload: ["--set", "-a=-b"],
      });
      expect(await inputOf(line)).toMatchObject({
        selector: { by: "id", subscriberId: subscriber, messageId: ID },
        button: { type: "primary" },
        status: "done",
        payload: { mode: "replace", assignments: [{ path: ["-a"], value: "-b" }] },
      });
    }),
    { numRuns: 500 },
  );
});
