import { expect, test } from "vitest";
import { Failure } from "../../src/failures/failure.js";
import { everyCommand } from "../support/every-command.js";
import { inputOf } from "../support/parse-only.js";
import { type Run, run } from "../support/run-cli.js";
import { useSandbox } from "../support/sandbox.js";

/** Command lines that lack something, and all that they lack. */
const LINES: readonly (readonly [line: string, missing: string])[] = [
  ["action set", "<subscriberId>, <messageId>, <primary|secondary>, --status <pending|done>"],
  ["action set alice", "<messageId>, <primary|secondary>, --status <pending|done>"],
  ["action complete --button primary", "<subscriberId>, <messageId>"],
  ["action revert alice", "<messageId>, <primary|secondary>"],
  ["action get", "<subscriberId>, <messageId>"],
  ["action get --latest", "<subscriberId>"],
  ["action wait", "<subscriberId>, <messageId…>"],
  ["action wait --latest", "<subscriberId>"],
  ["action is alice", "<messageId>, <primary|secondary|pending|done>"],
  ["action complete --transaction t", "<primary|secondary>"],
  ["message show", "<subscriberId>, <messageId>"],
  [
    "message mark alice",
    "<messageId…>, --as <read|unread|seen|unseen|archived|unarchived|snoozed|unsnoozed>",
  ],
  ["message delete", "<messageId…>"],
  ["subscriber show", "<subscriberId>"],
  ["api GET", "<path>"],
  ["api", "<GET|POST|PUT|PATCH|DELETE>, <path>"],
  ["completion", "<bash|zsh|fish|powershell>"],
  ["profile add", "<name>"],
  ["profile use", "<name|->"],
  ["profile remove", "<name>"],
  ["profile rename old", "<to>"],
  ["sandbox fault", "<name>"],
  ["sandbox press", "<messageId>, <primary|secondary>"],
];

const isComplete = (words: readonly string[]): Promise<boolean> =>
  inputOf(words).then(
    () => true,
    (error: unknown) => !(error instanceof Failure && error.code === "E_INPUT"),
  );

/** Every command that cannot be run without a word more. */
const BARE: readonly (readonly [line: string, missing: string])[] = (
  await Promise.all(
    everyCommand.map(async ({ path }) => ((await isComplete(path.split(" "))) ? [] : [[path, "<"] as const])),
  )
)
  .flat()
  .filter(([path]) => LINES.every(([line]) => line !== path));

const EVERYWHERE = ["stdin", "stdout", "stderr"] as const;

/** Where nobody can be asked, although there may be a terminal. */
const NOBODY: Readonly<
  Record<string, (argv: readonly string[], env: Record<string, string>) => Promise<Run>>
> = {
  "in a pipe": (argv, env) => run(argv, { env }),
  "with stdin from a file": (argv, env) => run(argv, { env, terminals: ["stdout", "stderr"] }),
  "with stderr in a file": (argv, env) => run(argv, { env, terminals: ["stdin", "stdout"] }),
  "in CI": (argv, env) => run(argv, { env: { ...env, CI: "true" }, terminals: EVERYWHERE }),
  "with NOVU_MSG_NO_INPUT": (argv, env) =>
    run(argv, { env: { ...env, NOVU_MSG_NO_INPUT: "1" }, terminals: EVERYWHERE }),
  "with --no-input": (argv, env) => run([...argv, "--no-input"], { env, terminals: EVERYWHERE }),
  "with --json": (argv, env) => run([...argv, "--json"], { env, terminals: EVERYWHERE }),
  "with --output ndjson": (argv, env) => run(["-o", "ndjson", ...argv], { env, terminals: EVERYWHERE }),
};

test.each(
  [...LINES, ...BARE].flatMap(([line, missing]) =>
    Object.keys(NOBODY).map((where) => [line, where, missing] as const),
  ),
)("novu-msg %s, %s: exit 2 names all that is missing, and nothing is sent", async (line, where, missing) => {
  const sandbox = await useSandbox();
  const { code, stdout, stderr } = (await NOBODY[where]?.(line.split(" "), { ...sandbox.env })) ?? {};
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr?.replaceAll(/\s+/g, " ")).toContain(`missing: ${missing}`);
  expect(sandbox.wire()).toEqual([]);
});

test.each(Object.keys(NOBODY).filter((where) => !where.includes("-")))(
  "novu-msg alone, %s: help and exit 2",
  async (where) => {
    const { code, stdout, stderr } = (await NOBODY[where]?.([], {})) ?? {};
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("New here:");
  },
);

test("novu-msg with options but no command is help and exit 2 too", async () => {
  const { code, stderr } = await run(["--no-input"], { terminals: EVERYWHERE });
  expect([code, stderr.includes("New here:")]).toEqual([2, true]);
});
