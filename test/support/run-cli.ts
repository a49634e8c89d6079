import { expect } from "vitest";
import { startCli } from "../../src/cli/start-cli.js";
import { createOpenedKeys } from "../../src/secrets/opened-keys.js";
import { createFakeHost, type FakeHostOptions } from "./host.js";
import { invalidNextCommands } from "./next-commands.js";
import { schemaViolations } from "./published-schemas.js";

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const NO_PREPARATIONS = { useCodeCache: () => {}, prepareRun: () => {} };

type RunOptions = Omit<FakeHostOptions, "argv">;

/** Runs a command line in this process on a fake host, and checks its output against the published schemas. */
export const run = async (argv: readonly string[], options: RunOptions = {}): Promise<Run> => {
  const ended = await runUnchecked(argv, options);
  expect(schemaViolations(argv, ended)).toEqual([]);
  expect(await invalidNextCommands(ended)).toEqual([]);
  return ended;
};

/** The same with stderr at a wide terminal without colour, which shows notes too. */
export const runWithNotes: typeof run = (argv, options = {}) => run(argv, { hasNotes: true, ...options });

/**
 * The same without these checks, for servers that return documents of another shape, which are passed on unchanged, and
 * for lines with more than one mistake, of which only the first is corrected.
 */
export const runUnchecked = async (argv: readonly string[], options: RunOptions = {}): Promise<Run> => {
  const { host, stdout, stderr } = createFakeHost({ ...options, argv });
  const code = await startCli(host, createOpenedKeys(), NO_PREPARATIONS);
  return { code, stdout: stdout(), stderr: withoutSpinner(stderr()) };
};

/** Removes the spinner, which appears in any run on a busy machine. */
const withoutSpinner = (text: string): string =>
  text.replaceAll(/\r\u001b\[2K[^\r\n]*(?=\r\u001b\[2K)/g, "").replaceAll("\r\u001b[2K", "");
