import { expect, test } from "vitest";
import { assertHyphens } from "../../../src/cli/typographic-dashes.js";
import { programTree } from "../../support/program-tree.js";
import { run } from "../../support/run-cli.js";
import { failureOf } from "../failures/failure-of.js";

test.each([
  ["\u2013-status", "--status"],
  ["\u2014status", "--status"],
  ["-\u2013json", "--json"],
  ["\u2212q", "-q"],
  ["\u2014output=json", "--output=json"],
])("%s is %s with a dash of a word processor", async (word, right) => {
  const { code, info } = await failureOf(() => assertHyphens(["action", "set", word, "done"], programTree));
  expect([code, info.correction]).toEqual(["E_OPTION", { wrong: word, right }]);
});

test.each([["\u2013 a remark"], ["\u2014nothing-like-it"], ["by=\u2013-status"], ["--", "\u2013-status"]])(
  "%j is a word like any other",
  (...words) => {
    expect(() => assertHyphens(["api", ...words], programTree)).not.toThrow();
  },
);

test("the line to try has hyphens", async () => {
  const line = ["action", "complete", "alice", "65f0c1a9b2d4e6f8a0b1c2d3", "primary", "\u2013-json"];
  const { code, stderr } = await run(line);
  expect(code).toBe(2);
  expect(stderr).toContain("try: novu-msg action complete alice 65f0c1a9b2d4e6f8a0b1c2d3 primary --json\n");
});
