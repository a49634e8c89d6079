import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/program.js";
import { run } from "../support/run-cli.js";
import { sourceFiles } from "../support/source-files.js";
import { useTempDir } from "../support/temp-dir.js";

const ID = "65f0c1a9b2d4e6f8a0b1c2d3";

/** Both lines end in the same way, so the first means the second. */
const SAME: readonly (readonly [string, string])[] = [
  ["version", "--version"],
  ["messages ls", "message list"],
  ["messages list --pending", "message list --pending"],
  ["ls", "message list"],
  ["--json ls", "--json message list"],
  ["-p ls messages ls", "-p ls message list"],
  ["--profile=x messages -o json ls", "--profile=x message -o json list"],
  ["-qp messages messages ls", "-qp messages message list"],
  ["subscribers get alice", "subscriber show alice"],
  ["actions get alice ls", "action get alice ls"],
  ["profiles", "profile"],
  ["profiles rm x", "profile remove x"],
  ["login", "profile add"],
  ["login prod --key-env X --region eu", "profile add prod --key-env X --region eu"],
  ["auth login prod --key-env X", "profile add prod --key-env X"],
  ["logout", "profile remove"],
  ["logout prod", "profile remove prod"],
  ["switch prod", "profile use prod"],
  ["config list", "profile list"],
  ["auth", "profile"],
  [`rm ${ID}`, `message delete ${ID}`],
  ["sandbox click", "sandbox press"],
  [`sandbox click ${ID} primary`, `sandbox press ${ID} primary`],
  ["sandbox ls", "sandbox list"],
  ["messages --help", "message --help"],
];

test.each(SAME)("%s means %s", async (foreign, own) => {
  const options = { home: useTempDir() };
  expect(await run(foreign.split(" "), options)).toEqual(await run(own.split(" "), options));
});

test("an id or a value that is such a word stays what it is", async () => {
  const { stderr } = await run(["action", "get", "login", "version", "--json"], { home: useTempDir() });
  expect(JSON.parse(stderr).error).toMatchObject({ code: "E_NO_KEY" });
  const set = ["action", "set", "ls", ID, "primary", "--status", "done", "--print", "json"];
  const { stdout } = await run(set, { home: useTempDir() });
  expect(JSON.parse(stdout).url).toContain("/subscribers/ls/");
});

const SUGGESTED: readonly (readonly [readonly string[], readonly string[]])[] = [
  [["complete", "alice", ID, "primary"], [`novu-msg action complete alice ${ID} primary`]],
  [["wait", "alice", ID], [`novu-msg action wait alice ${ID}`]],
  [["delete", ID], [`novu-msg message delete ${ID}`]],
  [["press", ID, "primary"], [`novu-msg sandbox press ${ID} primary`]],
  [["message", "wait", "alice", ID], [`novu-msg action wait alice ${ID}`]],
  [["action", "delete", ID], [`novu-msg message delete ${ID}`]],
  [
    ["set", "a"],
    ["novu-msg action set a", "novu-msg profile set a"],
  ],
  [["api", "GET", "/v1/x", "--jq", ".data[0]._id"], ["novu-msg api GET /v1/x --query 'data[0]._id'"]],
  [["whoami", "--jq=.environment.name"], ["novu-msg whoami --query=environment.name"]],
  [["api", "GET", "/v1/x", "--jq", ".data | length"], ["novu-msg api --help"]],
  [["api", "POST", "/v1/x", "--field", "a=b"], ["novu-msg api POST /v1/x --set a=b"]],
  [["api", "POST", "/v1/x", "--data", "{}"], ["novu-msg api --help"]],
  [["api", "POST", "/v1/x", "-d", "{}"], ["novu-msg api --help"]],
  [["whoami", "--data", "{}"], ["novu-msg whoami --help"]],
];

test.each(SUGGESTED)("%j is answered with the right line", async (argv, lines) => {
  const { code, stderr } = await run([...argv, "-o", "json"], { home: useTempDir() });
  expect(code).toBe(2);
  const { next } = JSON.parse(stderr).error;
  expect(next.map(({ command }: { command: string }) => command.replace(" -o json", ""))).toEqual(lines);
});

test("the words of other tools are in no help, completion or page", () => {
  const texts = [
    ...sourceFiles("src")
      .filter(({ file }) => file.includes("/topics"))
      .map(({ text }) => text),
    ...["README.md", "docs/commands.md", "completions/novu-msg.bash"].map((file) =>
      readFileSync(path.join(ROOT, file), "utf8"),
    ),
  ];
  expect(
    texts.filter((text) =>
      /novu-msg (?:login|logout|switch|messages|ls|auth|config)\b|sandbox click/.test(text),
    ),
  ).toEqual([]);
});
