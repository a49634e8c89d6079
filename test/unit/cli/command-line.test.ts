import fc from "fast-check";
import { expect, test } from "vitest";
import { correctedLine, isSafeToShow } from "../../../src/cli/command-line.js";
import { TREE } from "./tree-fixture.js";

test.each<[string, readonly string[], string, string, readonly string[]]>([
  ["a word", ["action", "set", "primry"], "primry", "primary", ["action", "set", "primary"]],
  ["an option's value", ["--profile", "prdo"], "prdo", "prod", ["--profile", "prod"]],
  ["a value behind =", ["--profile=prdo"], "prdo", "prod", ["--profile=prod"]],
  ["an option's name", ["--stauts", "done"], "--stauts", "--status", ["--status", "done"]],
  ["an option's name before =", ["--stauts=done"], "--stauts", "--status", ["--status=done"]],
  ["a part of a list", ["--fields", "_id,staus,cta"], "staus", "status", ["--fields", "_id,status,cta"]],
  ["a part of a list behind =", ["--fields=staus"], "staus", "status", ["--fields=status"]],
])("a line is mended at %s", (_what, argv, wrong, right, corrected) => {
  expect(correctedLine(argv, { wrong, right }, TREE)).toEqual(corrected);
});

test("words that only contain the wrong one are not changed", () => {
  expect(
    correctedLine(["primry", "primry2", "x-primry"], { wrong: "primry", right: "primary" }, TREE),
  ).toEqual(["primary", "primry2", "x-primry"]);
});

test("a line without the wrong word, such as one from a variable, is not shown", () => {
  expect(correctedLine(["action", "set"], { wrong: "prdo", right: "prod" }, TREE)).toBeUndefined();
});

test("a line with an unknown option is not shown: a key might follow it", () => {
  const correction = { wrong: "primry", right: "primary" };
  expect(correctedLine(["action", "primry", "--secret-key", "s3cret"], correction, TREE)).toBeUndefined();
  expect(correctedLine(["action", "primry", "-k", "s3cret"], correction, TREE)).toBeUndefined();
});

test.each<[readonly string[], boolean]>([
  [[], true],
  [["action", "set", "alice", "-v"], true],
  [["--json", "action", "set", "--status", "done", "--set=a=b"], true],
  [["--help"], true],
  [["-h"], true],
  [["action", "--", "x"], true],
  [["-qv"], true],
  [["-vv"], true],
  [["-ojson"], true],
  [["-o", "json"], true],
  [["-qojson"], true],
  [["-oxyz"], true],
  [["-1"], true],
  [["-"], true],
  [["-k", "s3cret"], false],
  [["-ks3cret"], false],
  [["-qks3cret"], false],
  [["-vk", "s3cret"], false],
  [["-O", "json"], false],
  [["-j"], false],
  [["--api-key", "s3cret"], false],
  [["--api-key=s3cret"], false],
  [["action", "--statu", "done"], false],
  [["action", "set", "alice", "--", "-k", "s3cret"], false],
])("that %j is safe to show is %s", (argv, isSafe) => {
  expect(isSafeToShow(argv, TREE)).toBe(isSafe);
});

test("a corrected line has the same number of words, and none of them is wrong", () => {
  const word = fc.constantFrom("a", "b", "wrong", "a,wrong", "--json", "--fields=wrong");
  fc.assert(
    fc.property(fc.array(word), (argv) => {
      const corrected = correctedLine(argv, { wrong: "wrong", right: "right" }, TREE);
      expect(corrected?.length ?? argv.length).toBe(argv.length);
      expect(corrected?.join(" ") ?? "").not.toContain("wrong");
      expect(corrected === undefined).toBe(!argv.join(" ").includes("wrong"));
    }),
    { numRuns: 300 },
  );
});
