import { expect, test } from "vitest";
import { HELP_TOPICS } from "../../../src/commands/help/help.js";
import { NO_RECENTS } from "../../../src/completion/recents.js";
import { SHELLS } from "../../../src/completion/shell-script.js";
import { knownFields, programTree } from "../../support/program-tree.js";
import { ask, knowing, wordsFor } from "./asked.js";

const [DEPLOY, PAY] = ["65f0c1a9b2d4e6f8a0b1c2d3", "65f0c1a9b2d4e6f8a0b1c2d4"];
const tree = programTree();
const optionsOf = (path: string): string[] => {
  const nodes = [tree, ...tree.children, ...tree.children.flatMap(({ children }) => children)];
  return (nodes.find((node) => node.path === path)?.options ?? []).map(({ long }) => long);
};

test("an empty line offers every command with its summary, and no hidden word", async () => {
  const { kind, words } = await ask([""]);
  expect(kind).toBe("words");
  expect(words.map(({ value }) => value)).toEqual(tree.children.map(({ path }) => path));
  for (const [at, { summary }] of tree.children.entries()) {
    expect(summary.startsWith(words[at]?.description?.replace("…", "") ?? "?")).toBe(true);
  }
  expect(await wordsFor("__")).toEqual([]);
});

const CASES: readonly [string[], string[]][] = [
  [["act"], ["action"]],
  [["action", "s"], ["set"]],
  [
    ["action", "set", "alice", "x", ""],
    ["primary", "secondary"],
  ],
  [["action", "set", "alice", "x", "s"], ["secondary"]],
  [
    ["action", "set", "--status", ""],
    ["pending", "done"],
  ],
  [["action", "set", "--status=d"], ["--status=done"]],
  [["action", "set", "--button", "p"], ["primary"]],
  [
    ["action", "set", "--api", ""],
    ["v1", "v2"],
  ],
  [["action", "set", "--print", "h"], ["http"]],
  [
    ["--output", "t"],
    ["table", "tsv"],
  ],
  [["--output=j"], ["--output=json"]],
  [["-o", "nd"], ["ndjson"]],
  [["-ond"], ["-ondjson"]],
  [["-qvo", "nd"], ["ndjson"]],
  [["-qo"], ["-qotable", "-qojson", "-qondjson", "-qocsv", "-qotsv"]],
  [
    ["--color", ""],
    ["auto", "always", "never"],
  ],
  [
    ["--region", ""],
    ["us", "eu"],
  ],
  [["whoami", "--region", "e"], ["eu"]],
  [["completion", ""], [...SHELLS]],
  [
    ["sandbox", "start", "--server", ""],
    ["3.19", "3.15", "2.0"],
  ],
  [
    ["-p", ""],
    ["prod", "dev"],
  ],
  [["--profile=p"], ["--profile=prod"]],
  [["-pp"], ["-pprod"]],
  [
    ["profile", "use", ""],
    ["prod", "dev"],
  ],
  [["profile", "remove", "d"], ["dev"]],
  [
    ["profile", "show", ""],
    ["prod", "dev"],
  ],
  [
    ["profile", "verify", ""],
    ["prod", "dev"],
  ],
  [
    ["profile", "rename", ""],
    ["prod", "dev"],
  ],
  [
    ["action", "get", ""],
    ["user:42@example.com", "alice"],
  ],
  [["action", "get", "user:"], ["user:42@example.com"]],
  [["action", "get", "--subscriber", "a"], ["alice"]],
  [["action", "get", "--subscriber=a"], ["--subscriber=alice"]],
  [["action", "get", "alice", ""], [PAY]],
  [["action", "get", "bob", ""], []],
  [["action", "get", "--subscriber", "alice", ""], [PAY]],
  [
    ["action", "get", "--message", ""],
    [DEPLOY, PAY],
  ],
  [
    ["action", "get", "--message", DEPLOY, ""],
    ["user:42@example.com", "alice"],
  ],
  [
    ["sandbox", "press", ""],
    [DEPLOY, PAY],
  ],
  [
    ["action", "set", "--subscriber=alice", "--message=x", ""],
    ["primary", "secondary"],
  ],
  [["action", "set", "--button", "primary", "alice", ""], [PAY]],
  [["profile", "add", "x", "--key-env", "NOVU_"], ["NOVU_CI_KEY"]],
  [
    ["help", "e"],
    ["environment", "exit-codes"],
  ],
  [
    ["help", "action", ""],
    ["set", "complete", "revert", "get", "is", "wait", "watch", "apply"],
  ],
  [["help", "action", "set", ""], []],
  [["nonsense", ""], []],
  [["nonsense", "action", ""], []],
  [["action", "set", "--api-url", ""], []],
  [["--", "act"], ["action"]],
];

test.each(CASES)("%j", async (words, expected) => {
  const got = await wordsFor(...words);
  // If nothing is known, options are offered.
  expect(got.filter((word) => !word.startsWith("--") || words.at(-1)?.startsWith("-"))).toEqual(expected);
});

test("help takes topics and commands", async () => {
  expect(await wordsFor("help", "")).toEqual([...HELP_TOPICS, ...tree.children.map(({ path }) => path)]);
});

test("options are those of the command, then those of every command", async () => {
  const globals = optionsOf("").filter((long) => long !== "--version");
  expect(await wordsFor("action", "get", "-")).toEqual([...optionsOf("action get"), ...globals]);
  expect(await wordsFor("--v")).toEqual(["--verbose", "--version"]);
  expect(await wordsFor("action", "get", "--v")).toEqual(["--verbose"]);
});

test("an option that was given is not offered again, unless it can be repeated", async () => {
  const words = [
    "action",
    "set",
    "--set",
    "a=1",
    "--status",
    "done",
    "--json",
    "-q",
    "--allow-host",
    "h",
    "--",
  ];
  const offered = await wordsFor(...words);
  expect(offered).toEqual(expect.arrayContaining(["--set", "--allow-host", "--verbose", "--print"]));
  expect(offered.filter((word) => ["--status", "--json", "--quiet"].includes(word))).toEqual([]);
});

test("global options work before, between and after the words of a command", async () => {
  for (const words of [
    ["--json", "-p", "prod", "action", "set", "a", "b", "pri"],
    ["action", "--json", "set", "a", "-p", "prod", "b", "pri"],
    ["action", "set", "a", "b", "--json", "-pprod", "pri"],
  ]) {
    expect(await wordsFor(...words)).toEqual(["primary"]);
  }
});

test("after -- there are only words", async () => {
  expect(await wordsFor("action", "set", "a", "b", "--", "p")).toEqual(["primary"]);
  expect(await wordsFor("action", "set", "a", "b", "--", "-")).toEqual([]);
  expect(await wordsFor("action", "set", "a", "b", "primary", "--", "")).toEqual(["pending", "done"]);
  expect(await wordsFor("action", "complete", "a", "b", "primary", "--", "")).toEqual([]);
});

test("an empty word offers options if every positional is filled or nothing is known for it", async () => {
  expect(await wordsFor("action", "set", "alice", DEPLOY, "primary", "")).toEqual(["pending", "done"]);
  const offered = await wordsFor("action", "set", "alice", DEPLOY, "primary", "done", "");
  expect(offered[0]).toBe("--status");
  const unknown = await ask(["action", "get", ""], knowing({ recents: async () => NO_RECENTS }));
  expect(unknown.words.map(({ value }) => value)).toContain("--subscriber");
  expect(await wordsFor("action", "get", "alice", DEPLOY, "x")).toEqual([]);
});

test("fields continue after a comma, without those that are named already", async () => {
  const whole = await ask(["action", "get", "--fields", ""]);
  expect([whole.kind, whole.words.map(({ value }) => value)]).toEqual([
    "list",
    [...knownFields("action get")],
  ]);
  expect(await wordsFor("action", "get", "--fields", "_id,cta.action.s")).toEqual(["_id,cta.action.status"]);
  expect(await wordsFor("action", "get", "--fields", "_id,_id")).toEqual([]);
  expect(await wordsFor("action", "get", "--fields=_id,statu")).toEqual(["--fields=_id,status"]);
  expect(await wordsFor("profile", "list", "--fields", "k")).toEqual(["key"]);
});

test("files are left to the shell, with the prefix before them", async () => {
  const files = (prefix: string) => ({ kind: "files", prefix, words: [] });
  expect(await ask(["--dotenv", "x"])).toEqual(files(""));
  expect(await ask(["--dotenv=x"])).toEqual(files("--dotenv="));
  expect(await ask(["profile", "add", "x", "--key-file", ""])).toEqual(files(""));
  expect(await ask(["action", "set", "--payload", "@x"])).toEqual(files("@"));
  expect(await ask(["action", "set", "--payload=@x"])).toEqual(files("--payload=@"));
  expect(await wordsFor("action", "set", "--payload", "")).toEqual(["@", "-"]);
  expect(await wordsFor("action", "set", "--payload", "{")).toEqual([]);
});

test("messages have a description on one line", async () => {
  const { words } = await ask(["action", "get", "--message", ""]);
  expect(words).toEqual([
    { value: DEPLOY, description: "user:42@example.com: Deploy?" },
    { value: PAY, description: "alice: Pay now" },
  ]);
});

test("an ID with control characters is not offered, and its description is cleaned", async () => {
  const recents = async () => ({
    subscribers: ["a\nb", "a\u001b[31m", "a\tb", "ab"],
    messages: [{ subscriberId: "ab", messageId: DEPLOY, title: `\u001b]0;x\u0007${"y".repeat(300)}\n` }],
  });
  expect((await ask(["action", "get", "a"], knowing({ recents }))).words).toEqual([{ value: "ab" }]);
  const [message] = (await ask(["action", "get", "ab", ""], knowing({ recents }))).words;
  expect(message?.description).toMatch(/^y{79}…$/);
});
