import type { GithubStep } from "../ci/github-step.js";
import type { CommandNode } from "../context/command-node.js";
import type { Host } from "../context/host.js";
import { type ExitCode, signalExit } from "../failures/exit-codes.js";
import { Failure } from "../failures/failure.js";
import { escapeUnsafe } from "../output/json-text.js";
import { sanitize, sanitizeLine } from "../output/sanitize.js";
import { plainStyle } from "../output/style.js";
import { createWriter } from "../output/writer.js";
import { quotingAt } from "../processes/quote-for-windows.js";
import { withoutKeyLike, withoutUserInfoInside } from "../secrets/secret.js";
import { failureDocument, failureText } from "../views/failure-view.js";
import { githubStepFor, styleFor } from "./create-output.js";
import type { RawFlags } from "./raw-flags.js";
import { namedNode, suggestCommands } from "./suggest-commands.js";

interface ReportOptions extends RawFlags {
  /** Masks the keys that this run has opened. */
  readonly withoutKeys: (text: string) => string;
  /** Whether the run has begun a request that writes. Default: not known. */
  readonly hasWritten?: boolean;
  /** The workflow step of this run, if it is known already. */
  readonly step?: GithubStep | undefined;
}

/** Prints an error and returns its exit code. No other code prints errors. */
export const report = async (
  error: unknown,
  host: Host,
  tree: CommandNode,
  { isMachine, color, verbosity, isForGithub, withoutKeys, hasWritten = true, ...options }: ReportOptions,
): Promise<ExitCode> => {
  const failure = withSignalExit(asFailure(error, verbosity), host);
  const step = options.step ?? (await githubStepFor(isForGithub, host.env));
  const clean = (text: string) => withoutUserInfoInside(withoutKeyLike(withoutKeys(text)));
  const next = suggestCommands(failure, host.argv, tree, { quote: quotingAt(host), mask: clean });
  const writeRaw = createWriter(host.stderr.stream);
  const writeEscaped = createWriter(host.stderr.stream, step?.escapeLogCommands);
  const write = (text: string) => writeEscaped(clean(text));
  if (isMachine) {
    const sent = hasWritten ? failure.sent : sentBeforeWriting(host.argv, tree);
    await write(`${escapeUnsafe(JSON.stringify(failureDocument(failure, next, sent)))}\n`);
  } else if (failure.code === "E_INTERRUPTED" && failure.sent === "no") {
    await write(`${sanitize(failure.message)}\n`); // Interrupted by the user: not shown as an error.
  } else {
    const width = host.stderr.isTerminal ? host.stderr.columns : undefined;
    await write(`${failureText(failure, next, await styleFor(host, host.stderr, color), width)}\n`);
    if (verbosity > 1) await write(`${traceOf(error)}\n`);
  }
  if (step !== undefined && failure.code !== "E_INTERRUPTED") {
    const annotation = await step.recordFailure(failure, failureText(failure, next, plainStyle), clean);
    // In machine formats stderr must hold nothing but the JSON document.
    if (!isMachine) await writeRaw(`${annotation}\n`);
  }
  return failure.exitCode;
};

/** Undefined for a command that only reads. A raw call does so by its method. */
const sentBeforeWriting = (argv: readonly string[], tree: CommandNode): "no" | undefined => {
  const { effect, path } = namedNode(argv, tree);
  const isRead = path === "api" ? argv.some((word) => /^(?:get|head)$/i.test(word)) : effect !== "writes";
  // A group has no effect: whether a command would have written is not known.
  return isRead && effect !== undefined ? undefined : "no";
};

/** If a signal ended the run, it decides the exit code, so the failure has to report that one. */
const withSignalExit = (failure: Failure, { signal }: Host): Failure => {
  const exitOverride = signalExit(signal);
  return exitOverride === undefined
    ? failure
    : new Failure(failure.code, failure.message, { ...failure.info, exitOverride });
};

const asFailure = (error: unknown, verbosity: number): Failure => {
  if (error instanceof Failure) return error;
  if (isWithoutWorkingDirectory(error)) {
    return new Failure("E_FOLDER", "the working directory no longer exists", {
      hint: ["Change to another folder and run the command again."],
      next: [{ words: ["cd", "/"] }],
      sent: "unknown",
      cause: error,
    });
  }
  return new Failure("E_BUG", "internal error in novu-msg", {
    hint: [error instanceof Error ? error.message : String(error)],
    ...(verbosity > 1
      ? { details: { stack: traceOf(error) } }
      : { addition: { words: ["-vv"], when: "to see where it happened" } }),
    sent: "unknown",
    cause: error,
  });
};

/** Any relative path is resolved by the system's getcwd, which fails after the folder was removed. */
const isWithoutWorkingDirectory = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException | undefined)?.syscall === "uv_cwd";

/** The message is put on one line, so that no part of it looks like output of this program. */
const traceOf = (error: unknown): string => {
  if (!(error instanceof Error)) return sanitize(String(error));
  const frames = (error.stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line));
  const head = sanitizeLine(`${error.name}: ${error.message}`);
  const lines = [head, ...frames.map((frame) => sanitizeLine(frame))].join("\n");
  return error.cause === undefined ? lines : `${lines}\ncaused by ${traceOf(error.cause)}`;
};
