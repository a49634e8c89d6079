import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadCommands } from "../../../src/cli/load-commands.js";
import { buildProgram } from "../../../src/cli/program.js";
import type { Invoke } from "../../../src/context/command-module.js";
import { leavesOf } from "../../../src/views/command-nodes.js";
import { commandLines, useGithubStep } from "../../support/github-step.js";
import { useNovuServer } from "../../support/loopback-server.js";
import { refusalOf } from "../../support/parse-only.js";
import { programTree } from "../../support/program-tree.js";
import { run } from "../../support/run-cli.js";
import { seedOne, useSandbox } from "../../support/sandbox.js";

const useStep = async () => {
  const [sandbox, step] = [await useSandbox(), useGithubStep()];
  const id = seedOne(sandbox);
  const env = { ...sandbox.env, ...step.env };
  return {
    sandbox,
    step,
    id,
    env,
    act: (...words: string[]) => run(["action", ...words, "--github"], { env }),
  };
};

const HOSTILE = '{"by":"x\\npressed=secondary\\n::error::no ##[error]no","html":"<img src=x>|`@me`"}';

test("get tells what is pressed, and adds the buttons to the summary", async () => {
  const { step, id, act } = await useStep();
  expect(await act("get", "sub-1", id)).toMatchObject({
    code: 0,
    stdout: "primary\tApprove\t\t\t\nsecondary\tReject\t\t\t\n",
  });
  expect(step.outputs()).toEqual({
    pressed: "",
    label: "",
    status: "pending",
    button: "",
    message_id: id,
    transaction_id: expect.stringMatching(/^txn_/),
    payload: "",
  });
  expect(step.summary()).toContain("<td><code>Approve</code></td>");
  expect(step.summary()).toContain(`message ${id} for sub-1`);
});

test.each([
  ["set", ["--status", "done"], { pressed: "primary", label: "Approve", status: "done" }],
  ["complete", [], { pressed: "primary", label: "Approve", status: "done" }],
  ["revert", [], { pressed: "", label: "", status: "pending" }],
])("%s tells what it made of the button", async (name, more, expected) => {
  const { step, id, act } = await useStep();
  const { code, stdout } = await act(name, "sub-1", id, "primary", ...more, "--payload", HOSTILE, "--json");
  expect(code).toBe(0);
  const document = JSON.parse(stdout);
  expect(step.outputs()).toEqual({
    ...expected,
    button: "primary",
    message_id: id,
    transaction_id: document.transactionId,
    payload: JSON.stringify(JSON.parse(HOSTILE)),
  });
  expect(step.summary()).toContain(`Approve is now ${expected.status} for sub-1`);
  expect(step.summary()).not.toMatch(/<img|\n#/);
});

test.each([
  [["--json"], (text: string) => JSON.parse(text).cta.action.status],
  [["-q", "--query", "cta.action.status"], (text: string) => text.trim()],
  [["-o", "ndjson", "--fields", "cta.action.status"], (text: string) => JSON.parse(text).cta.action.status],
])("with %j stdout is what it is without, and the outputs are the same", async (words, statusIn) => {
  const { step, id, act, env } = await useStep();
  const shown = await act("complete", "sub-1", id, "primary", ...words);
  expect(statusIn(shown.stdout)).toBe("done");
  expect(shown.stderr).toBe("");
  expect(step.outputs()).toMatchObject({ pressed: "primary", message_id: id });
  const plain = await run(["action", "get", "sub-1", id, ...words], { env });
  expect(await act("get", "sub-1", id, ...words)).toEqual(plain);
});

test("without --github nothing is told, whatever the variables say", async () => {
  const { step, id, env } = await useStep();
  await run(["action", "complete", "sub-1", id, "primary"], { env });
  await run(["action", "get", "sub-1", "0".repeat(24)], { env });
  expect({ outputs: step.outputs(), summary: step.summary() }).toEqual({ outputs: {}, summary: "" });
});

test("several commands of one step add up; the last value counts", async () => {
  const { step, id, act } = await useStep();
  writeFileSync(step.env.GITHUB_OUTPUT, "mine=1\nopen=2");
  await act("complete", "sub-1", id, "primary");
  await act("complete", "sub-1", id, "secondary", "--overwrite");
  expect(step.outputs()).toMatchObject({ mine: "1", open: "2", pressed: "secondary", label: "Reject" });
  expect(step.summary().match(/<pre>/g)).toHaveLength(2);
});

test("nothing this run writes is a command to the runner, whatever a payload has", async () => {
  const { id, act } = await useStep();
  await act("complete", "sub-1", id, "primary", "--payload", HOSTILE);
  const query = ["--query", "cta.action.result.payload.by"];
  for (const words of [[], ["--json"], ["-o", "csv"], ["-o", "tsv"], ["-o", "ndjson"], query, ["-vv"]]) {
    const { stdout, stderr } = await act("get", "sub-1", id, ...words);
    expect(commandLines(stdout + stderr)).toEqual([]);
  }
  const { stdout } = await act("get", "sub-1", id, ...query);
  expect(stdout).toBe("x\npressed=secondary\n: :error::no ## [error]no\n");
  expect(JSON.parse((await act("get", "sub-1", id, "--json")).stdout).cta.action.result.payload).toEqual(
    JSON.parse(HOSTILE),
  );
});

test("a failure is an annotation on stderr and a text in the summary; outputs stay", async () => {
  const { step, id, act } = await useStep();
  await act("complete", "sub-1", id, "primary");
  const { code, stdout, stderr } = await act("set", "sub-1", id, "secondary", "--status=done");
  expect({ code, stdout }).toEqual({ code: 10, stdout: "" });
  const lines = stderr.trimEnd().split("\n");
  expect(lines[0]).toMatch(/^error: not written/);
  expect(lines.at(-1)).toMatch(/^::error title=novu-msg%3A E_GUARD::not written: .*%0A/);
  expect(commandLines(stderr)).toEqual([lines.at(-1)]);
  expect(step.summary()).toContain("E_GUARD · exit 10");
  expect(step.outputs()).toMatchObject({ pressed: "primary" });
});

const FORGED = "x\n::error::forged\r  ::set-output name=pressed::primary ##[error]forged </pre><img>";

test("a failure that repeats a tenant's label makes one annotation, its own", async () => {
  const { sandbox, step, act } = await useStep();
  const id = seedOne(sandbox, { labels: { primary: FORGED } });
  const { code, stderr } = await act("set", "sub-1", id, "--button", "Rejct", "--status", "done");
  expect(code).toBe(2);
  expect(stderr).toContain("set-output name=pressed");
  expect(commandLines(stderr)).toEqual([expect.stringMatching(/^::error title=novu-msg%3A E_ENUM::/)]);
  expect(step.summary()).toContain("forged &lt;/pre&gt;&lt;img&gt;");
  expect(step.outputs()).toEqual({});
});

test("a failure that repeats what a server said makes one annotation, its own", async () => {
  const { step } = await useStep();
  const body = JSON.stringify({ statusCode: 400, message: FORGED, error: "Bad Request" });
  const place = await useNovuServer((_, response) =>
    response.writeHead(400, { "content-type": "application/json" }).end(body),
  );
  const env = { ...place, ...step.env };
  const line = ["action", "complete", "sub-1", "0".repeat(24), "primary", "--github"];
  const { code, stderr } = await run(line, { env });
  expect(code).toBeGreaterThan(4);
  expect(stderr).toContain("set-output name=pressed");
  expect(commandLines(stderr)).toEqual([expect.stringMatching(/^::error title=novu-msg%3A E_\w+::/)]);
});

test("in machine formats stderr is one JSON document; the summary has the failure", async () => {
  const { step, act } = await useStep();
  const { code, stderr } = await act("get", "sub-1", "0".repeat(24), "--json");
  expect(code).toBe(5);
  expect(JSON.parse(stderr).error.code).toBe("E_MESSAGE");
  expect(step.summary()).toContain("E_MESSAGE · exit 5");
});

test("a mistake in the line is annotated too", async () => {
  const { step, env } = await useStep();
  const { code, stderr } = await run(["action", "get", "--github", "sub-1", "--lates"], { env });
  expect(code).toBe(2);
  expect(stderr).toMatch(/\n::error title=novu-msg%3A E_OPTION::there is no option --lates/);
  expect(step.summary()).toContain("--lates");
});

test("a run that is broken off is no error of the step", async () => {
  const { step, id, env } = await useStep();
  const ending = new AbortController();
  ending.abort("SIGINT");
  const line = ["action", "complete", "sub-1", id, "primary", "--github"];
  const { code, stderr } = await run(line, { env, signal: ending.signal });
  expect(code).toBe(130);
  expect(stderr).not.toContain("::error");
  expect(step.summary()).toBe("");
});

test("outside a step nothing is sent, and the line without --github is shown", async () => {
  const { sandbox, id } = await useStep();
  const line = ["action", "complete", "sub-1", id, "primary", "--github"];
  const { code, stdout, stderr } = await run(line, { env: sandbox.env });
  expect({ code, stdout, wire: sandbox.wire() }).toEqual({ code: 2, stdout: "", wire: [] });
  expect(stderr).toContain("error: --github only works in a GitHub Actions step: GITHUB_OUTPUT isn't set");
  expect(stderr).toContain(
    `try: novu-msg action complete sub-1 ${id} primary   (to run it outside GitHub Actions)`,
  );
});

test.each(["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"] as const)(
  "where the file of %s can't be written nothing is sent",
  async (name) => {
    const { sandbox, step, id, act } = await useStep();
    rmSync(step.env[name]);
    mkdirSync(step.env[name]);
    const { code, stdout, stderr } = await act("complete", "sub-1", id, "primary");
    expect({ code, stdout, wire: sandbox.wire() }).toEqual({ code: 2, stdout: "", wire: [] });
    expect(stderr).toContain(`error: the file in ${name} can't be written: it is a folder (EISDIR)`);
    expect(stderr).toContain("E_FILE");
  },
);

test("a runner without summaries gets the outputs", async () => {
  const { sandbox, step, id } = await useStep();
  const env = { ...sandbox.env, GITHUB_OUTPUT: step.env.GITHUB_OUTPUT };
  const { code, stderr } = await run(["action", "get", "sub-1", id, "--github", "-q"], { env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(step.outputs()).toMatchObject({ message_id: id });
});

test("a summary that is full stays as it is, which is said; the outputs are set", async () => {
  const { step, id, act } = await useStep();
  const full = "x".repeat(1_024 * 1_024 - 10);
  writeFileSync(step.env.GITHUB_STEP_SUMMARY, full);
  const { code, stderr } = await act("get", "sub-1", id, "-q");
  expect(code).toBe(0);
  expect(stderr).toBe("! the step summary is full (GitHub allows 1 MiB); nothing was added\n");
  expect(statSync(step.env.GITHUB_STEP_SUMMARY).size).toBe(full.length);
  expect(step.outputs()).toMatchObject({ message_id: id });
});

test.each([["--dry-run"], ["--print=curl"]])("%s has no result, so nothing is told", async (how) => {
  const { sandbox, step, id, act } = await useStep();
  const { code } = await act("complete", "sub-1", id, "primary", how);
  expect({ code, wire: sandbox.wire() }).toEqual({ code: 0, wire: [] });
  expect(readFileSync(step.env.GITHUB_OUTPUT, "utf8") + step.summary()).toBe("");
});

/** The body that a line leads to. */
const bodyOf = async (argv: readonly string[]): Promise<object> => {
  const bodies: object[] = [];
  const keep: Invoke = async (load) => void bodies.push((await load()).body);
  const { root } = buildProgram(
    keep,
    await loadCommands(),
    { version: "0", write: () => {}, width: 80 },
    programTree,
  );
  await root.parseAsync([...argv], { from: "user" });
  return bodies[0] ?? {};
};

test("commands with --github have outputs", async () => {
  const leaves = leavesOf(programTree());
  const knowing = leaves.filter(({ options }) => options.some(({ long }) => long === "--github"));
  // What apply came to is known only when its rows have ended: its outcome has a report instead.
  for (const { examples } of knowing.filter(({ path }) => path !== "action apply")) {
    const [line = ""] = (examples[0] ?? "").split(" && ");
    const [, ...words] = line.split(" ");
    expect(await bodyOf(words)).toHaveProperty("outputs");
  }
  expect(knowing.map(({ path }) => path)).toContain("action get");
});

test("commands without outputs do not know the option", async () => {
  expect(await refusalOf(["whoami", "--github"])).toBe("E_OPTION: there is no option --github");
});
