import fc from "fast-check";
import { expect, test } from "vitest";
import { suggestCommands } from "../../../src/cli/suggest-commands.js";
import { Failure, type FailureInfo } from "../../../src/failures/failure.js";
import type { FailureCode } from "../../../src/failures/failure-codes.js";
import { TREE } from "./tree-fixture.js";

const stepsAfter = (argv: readonly string[], facts: FailureInfo, code: FailureCode = "E_ENUM") =>
  suggestCommands(new Failure(code, "m", facts), argv, TREE);

const PRIMARY = { wrong: "primry", right: "primary" };
const YES = { words: ["--yes"], when: "to go ahead" };
const LIST = { words: ["novu-msg", "profile", "list"], when: "to list profiles" };
const SHOWN_LIST = { command: "novu-msg profile list", when: "to list profiles" };

test("the corrected line comes first, then the line with an addition, then the failure's own suggestions", () => {
  const facts = { correction: PRIMARY, addition: YES, next: [LIST, { words: ["chmod", "600", "f"] }] };
  expect(stepsAfter(["action", "set", "primry"], facts)).toEqual([
    { command: "novu-msg action set primary" },
    { command: "novu-msg action set primry --yes", when: "to go ahead" },
    SHOWN_LIST,
    { command: "chmod 600 f" },
  ]);
});

test("a correction that does not occur in the line gives no step", () => {
  expect(stepsAfter(["action", "set"], { correction: PRIMARY, next: [LIST] })).toEqual([SHOWN_LIST]);
});

test.each<[readonly string[], string]>([
  [[], "novu-msg --allow-host h.example"],
  [["action", "set", "alice"], "novu-msg action set alice --allow-host h.example"],
  [["action", "--", "-q", "--", "y"], "novu-msg action --allow-host h.example -- -q -- y"],
  [["--", "x"], "novu-msg --allow-host h.example -- x"],
  [["action", "x", "--"], "novu-msg action x --allow-host h.example --"],
])("the line %j gets an addition where options count", (argv, command) => {
  const addition = { words: ["--allow-host", "h.example"] };
  expect(stepsAfter(argv, { addition })).toEqual([{ command }]);
});

test.each<[readonly string[]]>([
  [["action", "set", "primry", "--api-key", "s3cret"]],
  [["action", "set", "primry", "--api-key=s3cret"]],
  [["action", "set", "primry", "-k", "s3cret"]],
  [["action", "set", "primry", "-ks3cret"]],
  [["-qk", "s3cret", "primry"]],
])("of %j, where an option is unknown, nothing is repeated", (argv) => {
  expect(stepsAfter(argv, { correction: PRIMARY, addition: YES, next: [LIST] })).toEqual([SHOWN_LIST]);
});

test("not even the default hint repeats what follows an unknown option", () => {
  expect(stepsAfter(["action", "set", "--api-key", "s3cret"], { addition: YES })).toEqual([
    { command: "novu-msg action set --help" },
  ]);
});

test.each<[readonly string[], string]>([
  [[], "novu-msg --help"],
  [["action"], "novu-msg action --help"],
  [["action", "set"], "novu-msg action set --help"],
  [["action", "set", "alice", "primary"], "novu-msg action set --help"],
  [["action", "nothing"], "novu-msg action --help"],
  [["profile", "add", "set"], "novu-msg profile add --help"],
  [["set"], "novu-msg --help"],
  [["s3cret"], "novu-msg --help"],
  [["--json", "action", "set"], "novu-msg action set --help"],
])("where nobody knows better, the line %j leads to help", (argv, command) => {
  expect(stepsAfter(argv, {})).toEqual([{ command }]);
});

const WHOAMI = [{ command: "novu-msg whoami", when: "to see which environment this key belongs to" }];
const DOCTOR = [{ command: "novu-msg doctor", when: "to see what is wrong" }];

test.each<[FailureCode, readonly { readonly command: string; readonly when?: string }[]]>([
  ["E_USAGE", [{ command: "novu-msg action set --help" }]],
  ["E_CONFLICT", [{ command: "novu-msg action set --help" }]],
  ["E_CONFIG", DOCTOR],
  ["E_NO_KEY", DOCTOR],
  ["E_MESSAGE", WHOAMI],
  ["E_DNS", DOCTOR],
  ["E_NOT_NOVU", DOCTOR],
  ["E_SERVER", DOCTOR],
  ["E_BUG", [{ command: "novu-msg action set -vv", when: "to see where it happened" }]],
  ["E_INTERRUPTED", []],
])(
  "the last resort is help for bad usage, doctor for most of the rest, nothing where nothing helps: for %s it is %j",
  (code, steps) => {
    expect(stepsAfter(["action", "set"], {}, code)).toEqual(steps);
  },
);

test("help is suggested only if nothing else is", () => {
  expect(stepsAfter(["action", "set"], { next: [LIST] })).toEqual([SHOWN_LIST]);
  expect(stepsAfter(["action", "set"], { addition: YES })).toEqual([
    { command: "novu-msg action set --yes", when: "to go ahead" },
  ]);
});

test.each([
  ["two words", "'two words'"],
  ["it's", `'it'"'"'s'`],
  ["$HOME", "'$HOME'"],
  ["a;b", "'a;b'"],
  ["*", "'*'"],
  ["", "''"],
  ["=ls", "'=ls'"],
  ["é", "'é'"],
  ['--set={"a":1}', `'--set={"a":1}'`],
  ["--set=a=b", "--set=a=b"],
  ["user:42@example.com", "user:42@example.com"],
])("the word %j is written as %s, wherever it stands", (word, quoted) => {
  const facts = {
    correction: PRIMARY,
    addition: { words: ["--fields", word] },
    next: [{ words: ["mv", word] }],
  };
  expect(stepsAfter(["action", "primry", word], facts)).toEqual([
    { command: `novu-msg action primary ${quoted}` },
    { command: `novu-msg action primry ${quoted} --fields ${quoted}` },
    { command: `mv ${quoted}` },
  ]);
});

test("nothing that follows an unknown option is shown", () => {
  const unknown = fc.constantFrom("--api-key", "--token", "-k", "-qk", "--secret-key");
  const known = fc.constantFrom("action", "set", "primry", "--json", "-q", "--", "--set=a=b");
  fc.assert(
    fc.property(fc.array(known), unknown, fc.array(known), (before, option, after) => {
      const argv = [...before, option, "s3cret", ...after];
      const facts = { correction: PRIMARY, addition: YES };
      expect(JSON.stringify(stepsAfter(argv, facts))).not.toContain("s3cret");
    }),
    { numRuns: 300 },
  );
});

test("alternatives are the line with some words replaced", () => {
  const alternatives = [
    { without: ["--api-url"], words: ["--profile", "a b"], when: "one" },
    { words: ["--yes"] },
  ];
  const argv = ["action", "set", "--api-url", "u", "alice", "--api-url=v", "--", "--api-url"];
  expect(stepsAfter(argv, { alternatives })).toEqual([
    { command: "novu-msg action set alice --profile 'a b' -- --api-url", when: "one" },
    { command: "novu-msg action set --api-url u alice --api-url=v --yes -- --api-url" },
  ]);
});

test("an option without a value is removed alone", () => {
  const alternatives = [{ without: ["--quiet"], words: [] }];
  expect(stepsAfter(["action", "--quiet", "set"], { alternatives })).toEqual([
    { command: "novu-msg action set" },
  ]);
});

test("alternatives do not repeat what follows an unknown option", () => {
  const alternatives = [{ without: ["--region"], words: ["--yes"] }];
  expect(stepsAfter(["action", "--api-key", "s3cret"], { alternatives, next: [LIST] })).toEqual([SHOWN_LIST]);
});

test("an addition can be inserted before a word", () => {
  const addition = { words: ["GET"], before: "/v1/x" };
  expect(stepsAfter(["api", "/v1/x", "--json"], { addition })).toEqual([
    { command: "novu-msg api GET /v1/x --json" },
  ]);
  expect(stepsAfter(["api", "--json"], { addition })).toEqual([{ command: "novu-msg api --json GET" }]);
});

test.each([
  ["an escape", "a\u001b[2Jb"],
  ["a line end", "a\nb"],
  ["a tab", "a\tb"],
  ["a turn of direction", "a\u202eb"],
  ["nothing to see", "a\u200bb"],
  ["half a character", "a\ud83db"],
])("a line with %s in it would not be shown as it is, so it is not offered", (_, word) => {
  const facts = { addition: YES, next: [LIST, { words: ["novu-msg", "profile", "show", word] }] };
  expect(stepsAfter(["action", "set", word], facts)).toEqual([SHOWN_LIST]);
});

test("a line in which a key would be masked is not offered", () => {
  const failure = new Failure("E_ENUM", "m", { correction: PRIMARY, next: [LIST] });
  const mask = (text: string) => text.replace("s3cret", "****");
  expect(suggestCommands(failure, ["action", "set", "s3cret", "primry"], TREE, { mask })).toEqual([
    SHOWN_LIST,
  ]);
});
