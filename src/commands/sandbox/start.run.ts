import type { Shell } from "../../completion/shell-script.js";
import type { Outcome } from "../../context/command-module.js";
import type { Context } from "../../context/context.js";
import { type ExitCode, exitCodeOf } from "../../failures/exit-codes.js";
import { Failure } from "../../failures/failure.js";
import type { View } from "../../output/view.js";
import type { Lease, RunningSandbox } from "../../processes/background.js";
import { parseSeed, refusedSeed } from "./read-seed-file.js";
import type { StartedDocument } from "./sandbox.schema.js";
import { defaultShell, variableLines } from "./shell-variables.js";
import type { StartSandboxInput } from "./start.js";

interface Model extends Omit<RunningSandbox, "server"> {
  readonly server: StartSandboxInput["server"];
  readonly printEnv: boolean;
  readonly shell: Shell;
  /** Whether it runs in another process, so that this command ends. */
  readonly isBackground: boolean;
  /** How to stop it, as a sentence. */
  readonly howToStop: string;
}

type StartContext = Pick<
  Context,
  | "sandbox"
  | "exampleSeed"
  | "background"
  | "keepStateFile"
  | "readText"
  | "signal"
  | "processes"
  | "now"
  | "dirs"
>;

/** Starts the sandbox in this process, or with --background in another one. */
const run = async (context: StartContext, input: StartSandboxInput): Promise<Outcome<Model>> => {
  const { printEnv, seed, shell = defaultShell(context.dirs) } = input;
  if (input.isBackground && input.stateFile !== undefined) {
    throw new Failure("E_CONFLICT", "--background has its own state file", {
      hint: ["Use one of them. Nothing was started."],
    });
  }
  const text = seed === undefined ? undefined : await context.readText(seed);
  const document = seed === undefined || text === undefined ? undefined : parseSeed(text, seed);
  if (!input.isBackground)
    return startHere(context, { ...input, shell }, document ?? (await context.exampleSeed()));
  const background = await context.background();
  const running = await background.start(backgroundWords(input), text).catch((error: unknown) => {
    throw withFileName(error, seed);
  });
  const { server } = input;
  return {
    model: {
      ...running,
      server,
      printEnv,
      shell,
      isBackground: true,
      howToStop: "to stop it: novu-msg sandbox stop",
    },
  };
};

/** The run ends on a signal, after --stop-after, or when its state file is removed. */
const startHere = async (
  { sandbox, background, keepStateFile, signal, processes, now }: StartContext,
  {
    printEnv,
    shell,
    keys,
    rateLimit,
    seed: file,
    stopAfter,
    stateFile,
    ...options
  }: StartSandboxInput & { readonly shell: Shell },
  seed: object,
): Promise<Outcome<Model>> => {
  const start = await sandbox();
  const running = await start({
    ...options,
    ...(keys.length === 0 ? {} : { keys }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
    seed,
  }).catch((error: unknown) => {
    throw startFailure(error, options.port, file ?? "");
  });
  const info = { url: running.url, port: running.port, keys: running.keys, server: options.server };
  const state = { ...info, pid: processes.pid, startedAt: new Date(now()).toISOString() };
  const keep = stateFile === undefined ? undefined : keepStateFile(stateFile, state);
  const lease = await keep?.catch(async (error: unknown) => {
    await running.close();
    throw error;
  });
  const listing = await (await background()).list(state, stateFile);
  return {
    model: { ...info, printEnv, shell, isBackground: false, howToStop: "press Ctrl-C to stop it" },
    running: {
      ended: Promise.race([untilSignal(signal), ...automaticEnds(stopAfter, lease)]),
      stop: async () => {
        await running.close();
        await Promise.all([lease?.end(), listing?.end()]);
      },
    },
  };
};

const untilSignal = (signal: AbortSignal): Promise<ExitCode> =>
  new Promise((resolve) => {
    const end = () => resolve(exitCodeOf(signal.reason === "SIGTERM" ? "terminated" : "interrupted"));
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });

const automaticEnds = (stopAfter: number | undefined, lease: Lease | undefined): Promise<ExitCode>[] => [
  ...(lease === undefined ? [] : [lease.revoked.then(() => exitCodeOf("ok"))]),
  ...(stopAfter === undefined ? [] : [untilElapsed(stopAfter)]),
];

const untilElapsed = (ms: number): Promise<ExitCode> =>
  new Promise((resolve) => {
    const over = AbortSignal.timeout(ms);
    over.addEventListener("abort", () => resolve(exitCodeOf("ok")), { once: true });
  });

const startFailure = (error: unknown, port: number, file: string): unknown => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code === "ERR_SANDBOX_INPUT") return refusedSeed(file, String(message).split("\n"));
  if (code !== "EADDRINUSE" && code !== "EACCES") return error;
  const free = "Leave out --port to use a free one.";
  return code === "EACCES"
    ? new Failure("E_PORT", `you aren't allowed to use port ${port}`, { hint: [free] })
    : new Failure("E_PORT", `port ${port} is in use`, {
        hint: [`If a background sandbox uses it: novu-msg sandbox stop --port ${port}`, free],
      });
};

/** The other process read the seed from stdin, so its error does not name the file. */
const withFileName = (error: unknown, file: string | undefined): unknown =>
  error instanceof Failure && error.code === "E_SEED" && file !== undefined
    ? new Failure("E_SEED", refusedSeed(file, []).message, error.info)
    : error;

const document = ({ url, port, keys, server }: Model): StartedDocument => ({
  url,
  port,
  keys: [...keys],
  server,
});

const view = ({ url, keys, server, printEnv, shell, isBackground, howToStop }: Model): View => {
  const exports = variableLines({ NOVU_API_URL: url, NOVU_SECRET_KEY: keys[0] ?? "" }, shell);
  const headline = {
    level: "done",
    text: `sandbox (Novu ${server}) running at ${url}; ${howToStop}`,
  } as const;
  if (printEnv) return { headline, text: exports.join("\n") };
  return {
    headline,
    fields: [
      { label: "url", value: { text: url } },
      ...keys.map((key) => ({ label: "key", value: { text: key } })),
    ],
    title: [isBackground ? "To use it:" : "In another terminal:", ...exports, "novu-msg message list", ""],
  };
};

/** The command line of the background process, which reads its seed from stdin and prints JSON. */
const backgroundWords = (input: StartSandboxInput): string[] => [
  "sandbox",
  "start",
  "--json",
  "--no-input",
  `--server=${input.server}`,
  `--port=${input.port}`,
  ...input.keys.map((key) => `--key=${key}`),
  ...(input.idempotency ? ["--idempotency"] : []),
  ...(input.rateLimit === undefined
    ? []
    : [`--rate-limit=${input.rateLimit.requests}/${input.rateLimit.seconds}`]),
  ...(input.deliverAfter === 0 ? [] : [`--deliver-after=${input.deliverAfter}ms`]),
  ...input.faults.map(({ name }) => `--fault=${name}`),
  ...(input.stopAfter === undefined ? [] : [`--stop-after=${input.stopAfter}ms`]),
  ...(input.seed === undefined ? [] : ["--seed=-"]),
];

export const body = { run, document, view };
