import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { errnoPhraseWithCode } from "../../failures/errno-phrase.js";
import type { ExitCode } from "../../failures/exit-codes.js";
import { Failure } from "../../failures/failure.js";
import type { View } from "../../output/view.js";
import { quoteLine } from "../../processes/quote.js";
import type { DemoDocument } from "./sandbox.schema.js";

interface Step {
  readonly why: string;
  readonly argv: readonly string[];
  readonly exitCode: ExitCode;
}

type Model = readonly Step[];
type DemoContext = Pick<
  Context,
  "sandbox" | "exampleSeed" | "runLine" | "env" | "output" | "canAsk" | "sleep" | "signal"
>;

interface DemoInput {
  /** No pauses between the steps, even on a terminal. */
  readonly fast: boolean;
}

/** Time to read one step, ms. */
const STEP_PAUSE = 2_000;

/** Runs real command lines against a temporary sandbox, in a temporary home folder. */
const run = async (context: DemoContext, { fast }: DemoInput): Promise<Outcome<Model>> => {
  const isWatched = context.canAsk && context.output.isForPerson;
  const home = await makeHome(tmpdir());
  const start = await context.sandbox();
  const server = await start({ seed: await context.exampleSeed() });
  try {
    const steps = stepsFor(server.url);
    const env = demoEnv(context.env, home, server.keys[0] ?? "");
    await context.output.print(INTRODUCTION);
    for (const step of steps) {
      if (isWatched && !fast) await pauseForReader(context);
      await runStep(context, step, env);
    }
    return { model: steps };
  } finally {
    await server.close();
    await rm(home, { recursive: true, force: true });
  }
};

/** @throws Failure E_INTERRUPTED */
const pauseForReader = async ({ sleep, signal }: DemoContext): Promise<void> => {
  await sleep(STEP_PAUSE);
  if (signal.aborted) throw new Failure("E_INTERRUPTED", "canceled; the sandbox has stopped");
};

/** @throws Failure E_FOLDER */
const makeHome = (parent: string): Promise<string> =>
  mkdtemp(path.join(parent, "novu-msg-demo-")).catch((error: NodeJS.ErrnoException) => {
    throw new Failure(
      "E_FOLDER",
      `can't create a folder in ${parent}: ${errnoPhraseWithCode(error.code ?? error.message, "write")}`,
      {
        hint: ["The demo stores its profile there. Set TMPDIR (TEMP on Windows) to use another folder."],
        next: [{ words: ["novu-msg", "sandbox", "start"], when: "which doesn't need that folder" }],
      },
    );
  });

const INTRODUCTION = `A sandbox (a local stand-in for the Novu API) is running.
Alice has a message with two buttons, Approve and Reject.
`;

const stepsFor = (url: string): Step[] => {
  const target = ["alice", "65f0c1a9b2d4e6f8a0b1c2d3"];
  return [
    {
      why: "Add a profile. novu-msg verifies the key and stores which variable holds it.",
      argv: ["profile", "add", "demo", "--key-env", KEY_VARIABLE, "--api-url", url],
      exitCode: 0,
    },
    {
      why: "Show the buttons of the message.",
      argv: ["action", "get", ...target],
      exitCode: 0,
    },
    {
      why: "Alice approved by phone, so press Approve for her.",
      argv: ["action", "set", ...target, "primary", "--status", "done", "--set", "by=phone"],
      exitCode: 0,
    },
    {
      why: "In a script: get the answer as JSON.",
      argv: ["action", "get", ...target, "--json", "--fields", "cta.action.status,cta.action.result"],
      exitCode: 0,
    },
    {
      why: "Novu would store a typo. novu-msg catches it before anything is sent.",
      argv: ["action", "set", ...target, "primry", "--status", "done"],
      exitCode: 2,
    },
  ];
};

const KEY_VARIABLE = "DEMO_KEY";

/** The environment of the demo's commands, without any variable that could lead to a real Novu. */
const demoEnv = (env: DemoContext["env"], home: string, key: string): DemoContext["env"] => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("NOVU_"))),
  NOVU_MSG_CONFIG_DIR: home,
  XDG_CACHE_HOME: home,
  LOCALAPPDATA: home,
  [KEY_VARIABLE]: key,
});

const runStep = async (
  { output, runLine }: DemoContext,
  { why, argv, exitCode }: Step,
  env: DemoContext["env"],
): Promise<void> => {
  await output.print(`# ${why}\n$ ${quoteLine(["novu-msg", ...argv])}`);
  const code = await runLine(argv, env);
  if (code !== exitCode) throw new Failure("E_BUG", `a demo step ended with ${code} instead of ${exitCode}`);
  await output.print(code === 0 ? "" : `(exit ${code})\n`);
};

const document = (steps: Model): DemoDocument => ({
  steps: steps.map(({ why, argv, exitCode }) => ({
    why,
    command: quoteLine(["novu-msg", ...argv]),
    exit: exitCode,
  })),
});

const view = (): View => ({
  text: `Next, with your own Novu:
  novu-msg profile add prod --region eu    enter your API key
  novu-msg                                 get asked for everything
  novu-msg --help`,
});

export const body = { run, document, view };
