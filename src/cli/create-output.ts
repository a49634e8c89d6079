import type { GithubStep } from "../ci/github-step.js";
import type { Host } from "../context/host.js";
import { type Env, variable } from "../model/env.js";
import type { OutputFormat } from "../output/formats.js";
import { createOutput, type Output, type OutputModules, type OutputOptions } from "../output/output.js";
import { type ColorMode, colorLevel, plainStyle, type Style } from "../output/style.js";
import { hasUnicode, type TerminalStream } from "../output/terminal-stream.js";

/** Wraps terminals that cannot show Unicode, so that they get ASCII. */
export const withAsciiFallback = async (host: Host): Promise<Host> => {
  // Check `hasUnicode` first: reading `isTerminal` can open a stream.
  if (hasUnicode(host) || !(host.stdout.isTerminal || host.stderr.isTerminal)) return host;
  const { asciiStream } = await import("../output/ascii.js");
  const toAscii = (stream: TerminalStream) => (stream.isTerminal ? asciiStream(stream) : stream);
  return { ...host, stdout: toAscii(host.stdout), stderr: toAscii(host.stderr) };
};

interface FormatChoices {
  /** Whether the user asked for a table, which a pipe or file gets too. */
  readonly isTableInPipe: boolean;
  /** Whether csv must hold no text that a spreadsheet would run. */
  readonly isCsvSafe: boolean;
}

interface FormatFlags {
  readonly json?: true | undefined;
  readonly output?: OutputFormat | undefined;
  readonly query?: string | undefined;
}

export const isTableAsked = ({ json, output, query }: FormatFlags, env: Env): boolean =>
  !json && query === undefined && (output ?? variable(env, "NOVU_MSG_OUTPUT")) === "table";

/** A pipe has no width: every line of a table has its full length there, unless COLUMNS sets one. */
const PIPE_COLUMNS = 10_000;

/** Without a terminal a table is as for one, but for its width. */
const tableStream = ({ stdout, env }: Host): TerminalStream =>
  stdout.isTerminal
    ? stdout
    : { stream: stdout.stream, isTerminal: true, columns: Number(env.COLUMNS) || PIPE_COLUMNS };

/** The output of one run. Large parts are loaded when first needed. */
export const outputFor = (
  host: Host,
  { isTableInPipe, isCsvSafe, ...options }: OutputOptions & FormatChoices,
  mode: ColorMode,
  { withoutKeys, escapeLogCommands }: Pick<OutputModules, "withoutKeys" | "escapeLogCommands">,
): Output =>
  createOutput(
    {
      ...options,
      isAnimationDisabled: host.env.TERM === "dumb",
      hasExactTimes: !host.stdout.isTerminal,
    },
    { stdout: isTableInPipe ? tableStream(host) : stdoutFor(host, options), stderr: host.stderr },
    {
      stdoutStyle: () => styleFor(host, host.stdout, mode),
      stderrStyle: () => styleFor(host, host.stderr, mode),
      terminal: () => import("../output/terminal.js"),
      csv: async () => {
        const csv = await import("../output/csv.js");
        if (!isCsvSafe) return csv;
        return { ...csv, toCsv: (table, withHeader) => csv.toCsv(csv.withoutFormulas(table), withHeader) };
      },
      progress: () => import("../output/show-progress.js"),
      query: () => import("../output/query.js"),
      withoutKeys,
      escapeLogCommands,
    },
    host.now,
  );

/** Formats for programs are printed unchanged, also on an ASCII terminal. */
const stdoutFor = ({ stdout }: Host, { format, query }: OutputOptions): TerminalStream =>
  stdout.exact === undefined || (format === "table" && query === undefined)
    ? stdout
    : { ...stdout, stream: stdout.exact };

/** Loads chalk only if colour is used. */
export const styleFor = async (host: Host, stream: TerminalStream, mode: ColorMode): Promise<Style> => {
  const level = colorLevel({ mode, isTerminal: stream.isTerminal, env: host.env });
  return level === 0 ? plainStyle : (await import("../output/chalk-style.js")).createChalkStyle(level);
};

export const githubStepFor = async (isWanted: boolean, env: Host["env"]): Promise<GithubStep | undefined> =>
  isWanted ? (await import("../ci/github-step.js")).createGithubStep(env) : undefined;
