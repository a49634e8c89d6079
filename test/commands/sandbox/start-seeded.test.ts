import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runCli } from "../../../src/cli/run-cli.js";
import { createFakeHost } from "../../support/host.js";
import { runWithNotes as run } from "../../support/run-cli.js";
import { useSandbox } from "../../support/sandbox.js";
import { useTempDir } from "../../support/temp-dir.js";

const SEED = {
  subscribers: [{ subscriberId: "alice" }],
  messages: [{ subscriberId: "alice", content: "Deploy?" }],
};

const useFile = (name: string, text: string): string => {
  const file = path.join(useTempDir(), name);
  writeFileSync(file, text);
  return file;
};

/** A sandbox in this process until the test is over or it ends by itself. */
const started = async (...words: readonly string[]) => {
  const controller = new AbortController();
  const { host, stdout } = createFakeHost({
    argv: ["sandbox", "start", "--key", "k", "--json", ...words],
    signal: controller.signal,
  });
  const ended = runCli(host);
  onTestFinished(async () => {
    controller.abort("SIGTERM");
    await ended;
  });
  await expect.poll(stdout).toContain("}\n");
  const { url } = JSON.parse(stdout());
  return { ended, controller, document: stdout(), env: { NOVU_API_URL: url, NOVU_SECRET_KEY: "k" } };
};

const contents = async (env: Readonly<Record<string, string>>) =>
  (await run(["message", "list", "--query", "[].content"], { env })).stdout;

test("start --seed holds what the file says", async () => {
  const { env } = await started("--seed", useFile("seed.json", JSON.stringify(SEED)));
  expect(JSON.parse(await contents(env))).toEqual(["Deploy?"]);
});

test("start alone holds what the docs speak of, and an empty seed takes its place", async () => {
  const { env } = await started();
  expect(JSON.parse(await contents(env))).toEqual([
    "Deploy 4.2 to production?",
    "Refund order 1042?",
    "Give Dana access to billing?",
    "Rotate the keys?",
  ]);
  const bare = await started("--seed", useFile("seed.json", "{}"));
  expect(JSON.parse(await contents(bare.env))).toEqual([]);
});

const refused: readonly [string, string][] = [
  ["nope", "not JSON: "],
  ["[]", "a seed must be an object"],
  ["7", "a seed must be an object"],
  ['{"messages":[{"buton":"primary"}]}', "messages[0].buton: is an unknown field"],
];

test.each(refused)("start --seed %s is refused before anything runs", async (text, why) => {
  const file = useFile("seed.json", text);
  const { code, stdout, stderr } = await run(["sandbox", "start", "--seed", file]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(`error: ${file} isn't a valid seed   [E_SEED · exit 2]\n  ${why}`);
});

test("every thing that is wrong has a line, and a place in the JSON", async () => {
  const text = '{"messages":[{"count":0},{"answer":{}}]}';
  const { stderr } = await run(["sandbox", "start", "--seed", "-", "--json"], { stdin: text });
  expect(JSON.parse(stderr).error).toMatchObject({
    message: "stdin isn't a valid seed",
    details: {
      problems: [
        "messages[0].count: must be a whole number from 1 to 100000",
        "messages[1].answer.button: is missing",
      ],
    },
  });
});

test("seed --file says all of it to a running one, or nothing", async () => {
  const sandbox = await useSandbox();
  const words = ["sandbox", "seed", "--file", "-", "--query", "[0].subscriberId"];
  const good = await run(words, { env: sandbox.env, stdin: JSON.stringify(SEED) });
  expect([good.code, good.stdout]).toEqual([0, "alice\n"]);
  const bad = await run(words, { env: sandbox.env, stdin: '{"messages":[{"workflow":"aproval"}]}' });
  expect(bad.code).toBe(6);
  expect(bad.stderr).toContain("messages[0].workflow: must be one of approval, single");
  expect(sandbox.messages()).toHaveLength(1);
});

test("a seed file without messages is told to be planted", async () => {
  const sandbox = await useSandbox();
  const words = ["sandbox", "seed", "--file", "-"];
  const stdin = '{"subscribers":[{"subscriberId":"alice"}]}';
  const { code, stdout, stderr } = await run(words, { env: sandbox.env, stdin });
  expect([code, stdout, stderr]).toEqual([0, "", "✔ added; the file has no messages\n"]);
});

test("a state file says where the sandbox is, to its owner alone, and ends it when it goes", async () => {
  const file = path.join(useTempDir(), "sandbox.json");
  const { ended, document, env } = await started("--state-file", file);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    sandbox: "novu-msg",
    ...JSON.parse(document),
    pid: process.pid,
    startedAt: expect.stringMatching(/Z$/),
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  rmSync(file);
  expect(await ended).toBe(0);
  expect((await run(["whoami", "--retries", "0"], { env })).code).toBe(7);
});

test("a state file goes with its sandbox", async () => {
  const file = path.join(useTempDir(), "sandbox.json");
  const { ended, controller } = await started("--state-file", file);
  controller.abort("SIGTERM");
  expect(await ended).toBe(143);
  expect(existsSync(file)).toBe(false);
});

test("of two with one state file the later has it, and the earlier ends", async () => {
  const file = path.join(useTempDir(), "sandbox.json");
  const first = await started("--state-file", file);
  const second = await started("--state-file", file);
  expect(await first.ended).toBe(0);
  expect(JSON.parse(readFileSync(file, "utf8")).url).toBe(second.env.NOVU_API_URL);
});

test("nobody's file is written over, and a folder that is not there is said", async () => {
  const file = useFile("mine.json", '{"mine":true}');
  const taken = await run(["sandbox", "start", "--state-file", file]);
  expect(taken.code).toBe(3);
  expect(taken.stderr).toContain(
    "mine.json already exists and isn't a sandbox's state file   [E_STATE · exit 3]",
  );
  expect(readFileSync(file, "utf8")).toBe('{"mine":true}');
  const nullStream = await run(["sandbox", "start", "--state-file", path.join(file, "x.json")]);
  expect(nullStream.stderr).toContain(
    "the sandbox's state file can't be written: part of its path is a file, not a folder",
  );
});

test("--stop-after ends it as a success", async () => {
  const { ended } = await started("--stop-after", "300ms");
  expect(await ended).toBe(0);
});

test.each([
  [["start", "--background", "--state-file", "x"], "--background has its own state file"],
  [["stop", "--port", "1", "--all"], "--port and --all can't be combined"],
])("sandbox %j says too much", async (words, why) => {
  const { code, stderr } = await run(["sandbox", ...words]);
  expect(code).toBe(2);
  expect(stderr).toContain(`error: ${why}   [E_CONFLICT · exit 2]`);
});
