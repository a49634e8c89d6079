import type { Context } from "../context/context.js";
import { exitCodeOf } from "../failures/exit-codes.js";
import { Failure, type FailureInfo, type InputKind, type RequiredInput } from "../failures/failure.js";
import { REQUIRED } from "../options/positionals.js";
import { quoteLine } from "../processes/quote.js";
import { quotingAt } from "../processes/quote-for-windows.js";
import { BACK, type Prompts } from "../prompts/prompts.js";
import { pasteable } from "../views/pasteable.js";
import { askAddress } from "./address.js";
import { askConfirmation } from "./confirmation.js";
import { askPayload } from "./payload.js";
import { askProfile, QUESTIONS } from "./questions.js";
import { runWizard, type Step } from "./wizard.js";
import { type Answers, selectFrom, type VerifiedClient, type WizardContext } from "./wizard-context.js";

/** Why prompts are shown: required inputs are missing, or the line names no command. */
export type PromptReason =
  | { readonly for: "missing"; readonly missing: NonNullable<FailureInfo["missing"]> }
  | { readonly for: "guide" };

/** Inputs whose choices are fetched from Novu. */
const FETCHED_INPUTS: ReadonlySet<InputKind> = new Set(["subscriber", "message", "button"]);

/**
 * Asks for the missing inputs of a command line, runs the completed line as if it had been typed, and prints that line.
 * @returns the exit code
 * @throws Failure E_INTERRUPTED if the person leaves
 */
export const interact = async (
  run: Context,
  argv: readonly string[],
  promptReason: PromptReason,
): Promise<number> => {
  const context: Context = { ...run, connect: connectOnce(run) };
  const prompts = await context.prompts("the rest of the command line");
  if (needsKey(promptReason) && (await offerWithoutKey(context, prompts)) === "sandbox") {
    return inSandbox(context, argv);
  }
  const wizardContext: WizardContext = { ...context, prompts, open: createClientOpener(context) };
  const { line, wanted, steps, initial } = await planFor(context, wizardContext, argv, promptReason);
  const answers = await runWizard(steps, initial, prompts);
  if (answers === BACK) throw new Failure("E_INTERRUPTED", "canceled; nothing was sent");
  const completed = completedLine(line, wanted, answers);
  const exitCode = await context.runLine(completed, context.env);
  const label = completedLineLabel(exitCode);
  // A sandbox of this run alone is gone when the line could be run again.
  if (label !== undefined && context.keySource === undefined) {
    const typed = pasteable(quoteLine(["novu-msg", ...completed], quotingAt(context.dirs)));
    if (typed !== undefined) await context.output.show([`${label} ${typed}`]);
  }
  return exitCode;
};

/** The words before the printed line. It is not printed after an interruption. */
const completedLineLabel = (exitCode: number): string | undefined => {
  if (exitCode === 0) return "same as:";
  return exitCode === exitCodeOf("interrupted") ? undefined : "to retry:";
};

interface WizardPlan {
  /** The words that are typed already. */
  readonly line: readonly string[];
  readonly wanted: readonly RequiredInput[];
  readonly steps: readonly Step<Answers>[];
  readonly initial: Answers;
}

const planFor = async (
  context: Context,
  wizardContext: WizardContext,
  argv: readonly string[],
  promptReason: PromptReason,
): Promise<WizardPlan> => {
  if (promptReason.for === "guide") {
    const asksProfile = await hasProfileToChoose(context);
    return {
      line: [...argv, "action", "set"],
      wanted: SET_INPUTS,
      steps: guidedSteps(wizardContext, { asksProfile }),
      initial: { values: {}, payload: [] },
    };
  }
  const { given } = promptReason.missing;
  // A mark that is chosen here may need a time, too.
  const wanted = promptReason.missing.wanted.flatMap((input): RequiredInput[] =>
    input.kind === "mark" ? [input, REQUIRED.snoozeTime] : [input],
  );
  return {
    line: argv,
    wanted,
    steps: [
      ...wanted.map(({ kind }) => QUESTIONS[kind](wizardContext)),
      ...(needsConfirmation(promptReason.missing) && !context.isYes ? [askConfirmation(wizardContext)] : []),
    ],
    initial: { values: given, payload: [] },
  };
};

/** A write to a message that was chosen from a list is confirmed first. */
const needsConfirmation = ({ wanted, given }: NonNullable<FailureInfo["missing"]>): boolean => {
  const isWrite = given.status !== undefined || wanted.some(({ kind }) => kind === "status");
  return isWrite && wanted.some(({ kind }) => kind === "message");
};

/** The required inputs of `action set`, in the order of the questions. */
const SET_INPUTS = [REQUIRED.subscriber, REQUIRED.message, REQUIRED.button, REQUIRED.status] as const;

/** All questions of `action set`, from the profile to the confirmation. */
const guidedSteps = (
  wizardContext: WizardContext,
  { asksProfile }: { asksProfile: boolean },
): Step<Answers>[] => [
  ...(asksProfile ? [askProfileFirst(wizardContext)] : []),
  ...SET_INPUTS.map(({ kind }) => QUESTIONS[kind](wizardContext)),
  askPayload(wizardContext),
  askConfirmation(wizardContext),
];

/** The profile is used for the further questions. It becomes an option of the line, not a positional. */
const askProfileFirst = (wizardContext: WizardContext): Step<Answers> => {
  const ask = askProfile(wizardContext);
  return async (answers) => {
    const answered = await ask(answers);
    if (answered === undefined || typeof answered === "symbol") return answered;
    const { profile, ...values } = answered.values;
    return { ...answered, values, ...(profile === undefined ? {} : { profile }) };
  };
};

/** Whether to ask for a profile: several are stored, and none was named. */
const hasProfileToChoose = async ({
  connect,
  profiles,
}: Pick<Context, "connect" | "profiles">): Promise<boolean> => {
  const { connection } = await connect();
  if (connection.profile === undefined || connection.profile.isNamed) return false;
  const { profiles: stored } = await (await profiles()).read();
  return Object.keys(stored).length > 1;
};

type SandboxContext = Pick<Context, "sandbox" | "exampleSeed" | "runLine" | "env" | "output">;

/** Runs the same line against a sandbox that is closed afterwards. */
const inSandbox = async (
  { sandbox, exampleSeed, runLine, env, output }: SandboxContext,
  argv: readonly string[],
): Promise<number> => {
  const start = await sandbox();
  const server = await start({ seed: await exampleSeed() });
  try {
    await output.note(
      "a sandbox is running, with messages for alice and bob; everything stays on this machine",
    );
    const variables = { ...env, NOVU_MSG_API_URL: server.url, NOVU_MSG_SECRET_KEY: server.keys[0] };
    return await runLine(argv, variables, "the sandbox");
  } finally {
    await server.close();
    await output.note("the sandbox has stopped; to keep one running:", "novu-msg sandbox start");
    await output.note("with your own Novu:", "novu-msg profile add prod --region eu");
  }
};

/** Adds the answers to the command line: options before `--`, positionals at the end. */
export const completedLine = (
  argv: readonly string[],
  wanted: readonly RequiredInput[],
  { values, profile, payload, isOverwriteConfirmed }: Answers,
): string[] => {
  const given = wanted.flatMap(({ kind, flag }) => {
    const value = values[kind];
    return value === undefined ? [] : [{ flag, value }];
  });
  const positionals = given.flatMap(({ flag, value }) => (flag === undefined ? [value] : []));
  const options = [
    ...given.flatMap(({ flag, value }) => (flag === undefined ? [] : [flag, value])),
    ...payload,
    ...(isOverwriteConfirmed ? ["--overwrite"] : []),
    ...(profile === undefined ? [] : ["--profile", profile]),
  ];
  const end = argv.indexOf("--");
  const [before, after] = end < 0 ? [argv, []] : [argv.slice(0, end), argv.slice(end + 1)];
  const words = [...after, ...positionals];
  // A positional that starts with a dash needs `--` before it.
  const needsNoDashes = end < 0 && !words.some((word) => word.startsWith("-"));
  return needsNoDashes ? [...before, ...words, ...options] : [...before, ...options, "--", ...words];
};

const needsKey = (promptReason: PromptReason): boolean =>
  promptReason.for === "guide" || promptReason.missing.wanted.some(({ kind }) => FETCHED_INPUTS.has(kind));

type OfferContext = Pick<Context, "connect" | "runLine" | "env">;

/** Without a key, offers to add a profile or to use the sandbox. Repeats until there is a key. */
const offerWithoutKey = async (context: OfferContext, prompts: Prompts): Promise<"connected" | "sandbox"> => {
  for (;;) {
    if (await hasKey(context)) return "connected";
    const choice = await prompts.select(
      selectFrom("No API key yet. Start with", [
        {
          value: "sandbox",
          name: "the sandbox: a local stand-in for Novu, no account needed",
          short: "the sandbox",
        },
        {
          value: "profile",
          name: "a profile: enter an API key, verify it with Novu and store it",
          short: "a profile",
        },
      ]),
    );
    if (choice === BACK) throw new Failure("E_INTERRUPTED", "canceled; nothing was sent");
    if (choice === "sandbox") return "sandbox";
    await addProfile(context, prompts);
  }
};

const hasKey = async ({ connect }: OfferContext): Promise<boolean> => {
  try {
    await connect();
    return true;
  } catch (error) {
    if (error instanceof Failure && error.code === "E_NO_KEY") return false;
    throw error;
  }
};

/** Asks for name and address; `profile add` itself asks for the key and checks it. */
const addProfile = async ({ runLine, env }: OfferContext, prompts: Prompts): Promise<void> => {
  const address = await askAddress(prompts);
  if (address === BACK) return;
  await runLine(["profile", "add", address.name, ...address.options, "--use"], env);
};

/**
 * Opens each profile's key only once, since a key command may ask for a fingerprint. A failed attempt is repeated, since a
 * profile may have been added in the meantime.
 */
const connectOnce = ({ connect }: Pick<Context, "connect">): Context["connect"] => {
  const connected = new Map<string | undefined, ReturnType<Context["connect"]>>();
  return ({ profile } = {}) => {
    const known = connected.get(profile) ?? connect(profile === undefined ? {} : { profile });
    connected.set(profile, known);
    known.catch(() => connected.delete(profile));
    return known;
  };
};

/** Opens each profile's client once, and checks at once that Novu accepts the key. */
const createClientOpener = ({
  connect,
  output,
}: Pick<Context, "connect" | "output">): WizardContext["open"] => {
  const opened = new Map<string | undefined, Promise<VerifiedClient>>();
  const open = async (profile: string | undefined): Promise<VerifiedClient> => {
    const connected = await connect(profile === undefined ? {} : { profile });
    const environment = await output.during("contacting Novu", connected.novu.environment());
    // Retries would write over the question, once for each key that is pressed.
    return { ...connected, novu: await connected.withoutRetries(), environment };
  };
  return ({ profile }) => {
    const known = opened.get(profile) ?? open(profile);
    opened.set(profile, known);
    return known;
  };
};
