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
type DemoContext = Pick<Context, "sandbox" | "exampleSeed" | "runLine" | "env" | "output">;

/** Runs real command lines against a temporary sandbox, in a temporary home folder. */
const run = async (context: DemoContext): Promise<Outcome<Model>> => {
  const home = await makeHome(tmpdir());
  const start = await context.sandbox();
  const server = await start({ seed: await context.exampleSeed() });
  try {
    const steps = stepsFor(server.url);
    const env = demoEnv(context.env, home, server.keys[0] ?? "");
    await context.output.print(INTRODUCTION);
    for (const step of steps) await runStep(context, step, env);
    return { model: steps };
  } finally {
    await server.close();
    await rm(home, { recursive: true, force: true });
  }
};

/** @throws Failure E_FOLDER */
const makeHome = (parent: string): Promise<string> =>
  mkdtemp(path.join(parent, "novu-msg-demo-")).catch((error: NodeJS.ErrnoException) => {
    throw new Failure(
      "E_FOLDER",
      `no folder can be made in ${parent}: ${errnoPhraseWithCode(error.code ?? error.message, "write")}`,
      {
        hint: ["The demo keeps its profile there. TMPDIR (on Windows TEMP) names another folder."],
        next: [{ words: ["novu-msg", "sandbox", "start"], when: "which needs no such folder" }],
      },
    );
  });

const INTRODUCTION = `A local stand-in for Novu is running.
A message with two buttons waits in alice's inbox.
`;

const stepsFor = (url: string): Step[] => {
  const target = ["alice", "65f0c1a9b2d4e6f8a0b1c2d3"];
  return [
    {
      why: "Keep the key's place under a name; Novu is asked which environment it opens.",
      argv: ["profile", "add", "demo", "--key-env", KEY_VARIABLE, "--api-url", url],
      exitCode: 0,
    },
    {
      why: "Which buttons does the message have?",
      argv: ["action", "get", ...target],
      exitCode: 0,
    },
    {
      why: "The main job: the approval came by phone, so press “Approve” for them.",
      argv: ["action", "set", ...target, "primary", "--status", "done", "--set", "by=phone"],
      exitCode: 0,
    },
    {
      why: "The same for a script: the message as JSON, or only a part of it.",
      argv: ["action", "get", ...target, "--json", "--fields", "cta.action.status,cta.action.result"],
      exitCode: 0,
    },
    {
      why: "Novu stores any word it is sent. novu-msg does not send a typo.",
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
  if (code !== exitCode) throw new Failure("E_BUG", `the demo's step ended with ${code}, not ${exitCode}`);
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
  text: `Now with your own Novu:
  novu-msg profile add prod --region eu
      asks for the key, checks it, stores it
  novu-msg action set <subscriberId> <messageId> primary --status done
  novu-msg --help`,
});

export const body = { run, document, view };
