import type { Host } from "../context/host.js";
import type { GithubStep } from "../github/github-step.js";
import type { ColorMode } from "../output/color-level.js";
import { colorLevel } from "../output/color-level.js";
import { createOutput, type Output, type OutputOptions, type OutputParts } from "../output/output.js";
import { plainStyle, type Style } from "../output/style.js";
import type { TerminalStream } from "../output/terminal-stream.js";

/** The output of one run, whose heavy parts are loaded when first needed. */
export const outputFor = (
  host: Host,
  options: OutputOptions,
  mode: ColorMode,
  { withoutKeys, inert }: Pick<OutputParts, "withoutKeys" | "inert">,
): Output =>
  createOutput(
    { ...options, isStill: host.env.TERM === "dumb" },
    host,
    {
      stdoutStyle: () => styleFor(host, host.stdout, mode),
      stderrStyle: () => styleFor(host, host.stderr, mode),
      terminal: () => import("../output/terminal.js"),
      csv: () => import("../output/csv.js"),
      progress: () => import("../output/show-progress.js"),
      query: () => import("../output/query.js"),
      withoutKeys,
      inert,
    },
    host.now,
  );

/** Colour is loaded only where there is any. */
export const styleFor = async (host: Host, stream: TerminalStream, mode: ColorMode): Promise<Style> => {
  const level = colorLevel({ mode, isTerminal: stream.isTerminal, env: host.env });
  return level === 0 ? plainStyle : (await import("../output/chalk-style.js")).createChalkStyle(level);
};

/** The step of a workflow that is to be told, where somebody wants that. */
export const githubStepFor = async (isWanted: boolean, env: Host["env"]): Promise<GithubStep | undefined> =>
  isWanted ? (await import("../github/github-step.js")).createGithubStep(env) : undefined;
