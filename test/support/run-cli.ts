import { expect } from "vitest";
import { startCli } from "../../src/cli/start-cli.js";
import { createOpenedKeys } from "../../src/secrets/opened-keys.js";
import { createFakeHost, type FakeHostOptions } from "./host.js";
import { misleading } from "./next-commands.js";
import { unpublished } from "./published-schemas.js";

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const NO_PREPARATIONS = { useCodeCache: () => {}, prepareRun: () => {} };

type RunOptions = Omit<FakeHostOptions, "argv">;

/** Runs one command line in this process, against a fake world; what it prints for programs is as published. */
export const run = async (argv: readonly string[], options: RunOptions = {}): Promise<Run> => {
  const ended = await runOnNonsense(argv, options);
  expect(unpublished(argv, ended)).toEqual([]);
  expect(await misleading(ended)).toEqual([]);
  return ended;
};

/**
 * The same where a server may answer with documents that no Novu has, which are passed on as they came, or where
 * more than one word of a line is wrong, of which the first is put right.
 */
export const runOnNonsense = async (argv: readonly string[], options: RunOptions = {}): Promise<Run> => {
  const { host, stdout, stderr } = createFakeHost({ ...options, argv });
  const code = await startCli(host, createOpenedKeys(), NO_PREPARATIONS);
  return { code, stdout: stdout(), stderr: withoutSpinner(stderr()) };
};

/** A spinner is drawn where a run takes longer than a moment, which a busy machine makes of any run. */
const withoutSpinner = (text: string): string =>
  text.replaceAll(/\r\u001b\[2K[^\r\n]*(?=\r\u001b\[2K)/g, "").replaceAll("\r\u001b[2K", "");
