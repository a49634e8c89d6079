import { CommanderError } from "@commander-js/extra-typings";
import type { GithubStep } from "../ci/github-step.js";
import type { Invoke } from "../context/command-module.js";
import type { Context } from "../context/context.js";
import { createContext } from "../context/create-context.js";
import { loadEnvironment } from "../context/environment.js";
import type { Host } from "../context/host.js";
import { exitCodeOf } from "../failures/exit-codes.js";
import { Failure } from "../failures/failure.js";
import type { PromptReason } from "../interactive/interact.js";
import { withoutKeyVariables } from "../model/env.js";
import type { CommandNotes } from "../options/command-spec.js";
import { isMachineFormat } from "../output/formats.js";
import { textWidth } from "../output/terminal-stream.js";
import { createWriter } from "../output/writer.js";
import { quoteLine } from "../processes/quote.js";
import { quotingAt } from "../processes/quote-for-windows.js";
import { createOpenedKeys, type OpenedKeys } from "../secrets/opened-keys.js";
import { withoutKeyLike } from "../secrets/secret.js";
import { pasteable } from "../views/pasteable.js";
import { applyLineChange, isSafeToShow } from "./command-line.js";
import { CRASH } from "./crash.js";
import { githubStepFor, isTableAsked, outputFor, styleFor, withAsciiFallback } from "./create-output.js";
import { dispatch } from "./dispatch.js";
import { type LevelNeeded, levelNeeded, NO_LEVEL } from "./level-needed.js";
import { loadCommands } from "./load-commands.js";
import { withOwnWords } from "./other-words.js";
import { buildProgram, everySpec, nodeOf } from "./program.js";
import { type RawFlags, rawFlags } from "./raw-flags.js";
import { report } from "./report.js";
import { resolveRunOptions } from "./resolve-run-options.js";
import { assertHyphens } from "./typographic-dashes.js";

type DotenvTexts = NonNullable<Parameters<typeof loadEnvironment>[2]>;

type CommandProgram = ReturnType<typeof buildProgram>;

/**
 * Runs one command line and returns its exit code. Never throws: errors are reported here.
 * @param keys collects the opened keys, to be masked in all output
 * @param dotenv the --dotenv texts that an enclosing run has read already
 */
export const runCli = async (
  originalHost: Host,
  keys: OpenedKeys = createOpenedKeys(),
  dotenv: DotenvTexts = new Map(),
): Promise<number> => {
  const argv = withOwnWords(originalHost.argv, originalHost.commandTree);
  const host = await withAsciiFallback({ ...originalHost, argv });
  const printed: string[] = [];
  const state: RunState = {
    notes: undefined,
    needs: NO_LEVEL,
    knownFields: () => [],
    exitCode: 0,
    reportFlags: rawFlags(host.argv, host.env),
    keys,
    dotenv,
    hasWritten: false,
  };
  const invoke: Invoke = async (load, input) => {
    const { context, output, step, reportFlags } = await setUp(host, program, state);
    state.reportFlags = reportFlags;
    state.step = step;
    await step?.check();
    state.exitCode = await dispatch(load, input, context, output, state.knownFields, step).catch(
      async (error: unknown) => {
        throw await context.withLikelySubscriber(error);
      },
    );
  };
  const program: CommandProgram = buildProgram(
    invoke,
    await loadCommands(host.argv),
    { version: host.version, write: (text) => printed.push(text), width: textWidth(host.stdout) },
    host.commandTree,
  );
  program.root.hook("preAction", (_, command) => {
    state.reportFlags = { ...state.reportFlags, isForGithub: command.getOptionValue("github") === true };
    state.knownFields = () => nodeOf(program.tree(), command).fields;
    state.notes = everySpec(program.spec).find((spec) => spec.command === command)?.notes;
    state.needs = levelNeeded(command, state.notes);
  });
  try {
    assertHyphens(host.argv, program.tree);
    await program.root.parseAsync(host.argv, { from: "user" }).catch(async (error: unknown) => {
      state.exitCode = await promptForMissing(error, host, program, state);
    });
    return state.exitCode;
  } catch (error) {
    const { step, hasWritten } = state;
    const reportFlags = { ...state.reportFlags, step, hasWritten, withoutKeys: state.keys.mask };
    if (error instanceof CommanderError)
      return await endWithHelp(error, printed.join(""), host, program, reportFlags);
    if (host.signal.reason === CRASH) return CRASH.exitCode; // reportCrash reports it.
    return await report(error, host, program.tree(), reportFlags);
  }
};

/** The state of a run. `reportFlags` are read from the raw words until the line is parsed. */
interface RunState {
  notes: CommandNotes | undefined;
  needs: LevelNeeded;
  knownFields: () => readonly string[];
  exitCode: number;
  /** Whether a request that writes was begun. */
  hasWritten: boolean;
  reportFlags: RawFlags;
  step?: GithubStep | undefined;
  readonly keys: OpenedKeys;
  readonly dotenv: DotenvTexts;
}

/** Prompts for missing inputs if possible. @throws `error` otherwise */
const promptForMissing = async (
  error: unknown,
  host: Host,
  program: CommandProgram,
  state: RunState,
): Promise<number> => {
  const promptReason = promptReasonOf(error, program);
  if (promptReason === undefined) throw error;
  const { context } = await setUp(host, program, state);
  if (!context.canAsk) throw error;
  const { interact } = await import("../interactive/interact.js");
  return interact(context, host.argv, promptReason);
};

const promptReasonOf = (error: unknown, { root }: CommandProgram): PromptReason | undefined => {
  if (error instanceof CommanderError)
    return error.code === "commander.help" && root.args.length === 0 ? { for: "guide" } : undefined;
  const missing = error instanceof Failure ? error.info.missing : undefined;
  return missing && { for: "missing", missing };
};

const setUp = async (originalHost: Host, { root, tree }: CommandProgram, state: RunState) => {
  const { keys, dotenv, notes, needs } = state;
  const { isForGithub } = state.reportFlags;
  const flags = root.opts();
  const { env, ignored, stdinReader } = await loadEnvironment(originalHost, flags.dotenv, dotenv);
  // No prompts after --dotenv has read stdin to its end.
  const host =
    stdinReader === undefined
      ? originalHost
      : { ...originalHost, stdin: { stream: originalHost.stdin.stream, isTerminal: false } };
  const options = resolveRunOptions(flags, env);
  const color = flags.color ?? "auto";
  // A silent command prints status lines only with -v.
  const quiet = flags.quiet === true || (notes?.isSilent === true && options.verbosity === 0);
  const { fields, query, header, safeCsv } = flags;
  const step = await githubStepFor(isForGithub, env);
  const output = outputFor(
    { ...host, env },
    {
      ...{ fields, query, quiet, header, format: options.format, isVerbose: options.verbosity > 0 },
      isTableInPipe: isTableAsked(flags, env),
      isCsvSafe: safeCsv === true,
    },
    color,
    { withoutKeys: keys.mask, escapeLogCommands: step?.escapeLogCommands },
  );
  /** The child environment for another line: its own variables, but no key, and none from --dotenv files. */
  const withoutDotenv = (other: Host["env"]): Host["env"] =>
    Object.fromEntries(
      Object.entries(withoutKeyVariables(other)).flatMap(([name, value]) =>
        value !== env[name] ? [[name, value]] : name in host.childEnv ? [[name, host.childEnv[name]]] : [],
      ),
    );
  const runLine: Context["runLine"] = async (argv, other, keySource = host.keySource) => {
    const streams = isMachineFormat(options.format) ? await silentStreams() : {};
    const childEnv = withoutDotenv(other);
    return runCli({ ...host, ...streams, argv, env: other, childEnv, keySource }, keys, dotenv);
  };
  const lineWithOption: Context["lineWith"] = (option, value) =>
    isSafeToShow(host.argv, tree())
      ? pasteable(
          quoteLine(
            [
              "novu-msg",
              ...applyLineChange(
                host.argv,
                { words: [option, value].filter((word) => word !== undefined), without: [option] },
                tree(),
              ),
            ],
            quotingAt(host),
          ),
          keys.mask,
        )
      : undefined;
  const context = createContext({ ...host, env }, options, {
    runLine,
    commandTree: tree,
    lineWith: lineWithOption,
    output,
    stderrStyle: () => styleFor({ ...host, env }, host.stderr, color),
    keys,
    needs,
    stdinReader,
    onWrite: () => {
      state.hasWritten = true;
    },
  });
  if (ignored.length > 0 && options.verbosity > 0) await output.note(ignoredText(ignored));
  const reportFlags = {
    isMachine: isMachineFormat(options.format),
    color,
    verbosity: options.verbosity,
    isForGithub,
  };
  return { context, output, step, reportFlags };
};

const ignoredText = (names: readonly string[]): string =>
  `--dotenv ignores ${withoutKeyLike(names.join(", "))}: it only reads Novu and network variables`;

const silentStreams = async (): Promise<Pick<Host, "stdout" | "stderr">> => {
  const { nullStream } = await import("./null-stream.js");
  return { stdout: nullStream(), stderr: nullStream() };
};

/**
 * Requested help goes to stdout. Help in place of a missing command is a usage error and goes to stderr; a line with options
 * is told why, and in JSON that is all.
 */
const endWithHelp = async (
  error: CommanderError,
  text: string,
  host: Host,
  program: CommandProgram,
  flags: Parameters<typeof report>[3],
): Promise<number> => {
  const isRequested = error.exitCode === 0;
  const lacksCommand = !isRequested && (flags.isMachine || host.argv.some((word) => word.startsWith("-")));
  if (!flags.isMachine || isRequested)
    await createWriter(isRequested ? host.stdout.stream : host.stderr.stream)(text);
  if (lacksCommand) return report(noCommand(program), host, program.tree(), flags);
  return exitCodeOf(isRequested ? "ok" : "usage");
};

/** For a line that has options, but no command. */
const noCommand = ({ root }: CommandProgram): Failure => {
  const words = root.args.filter((word) => !word.startsWith("-"));
  return new Failure("E_COMMAND", `no command given after ${["novu-msg", ...words].join(" ")}`, {
    next: [{ words: ["novu-msg", ...words, "--help"] }],
  });
};
