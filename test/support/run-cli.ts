import { expect } from "vitest";
import { startCli } from "../../src/cli/start-cli.js";
import { createOpenedKeys } from "../../src/secret/opened-keys.js";
import { createFakeHost, type FakeHostOptions } from "./host.js";
import { misleading } from "./next-commands.js";
import { unpublished } from "./published-schemas.js";

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const NO_PREPARATIONS = { keepCompiled: () => {}, prepareForCommands: () => {} };

/** Runs one command line in this process, against a fake world; what it prints for programs is as published. */
export const run = async (
  argv: readonly string[],
  options: Omit<FakeHostOptions, "argv"> = {},
): Promise<Run> => {
  const { host, stdout, stderr } = createFakeHost({ ...options, argv });
  const code = await startCli(host, createOpenedKeys(), NO_PREPARATIONS);
  const ended = { code, stdout: stdout(), stderr: stderr() };
  expect(unpublished(argv, ended)).toEqual([]);
  expect(await misleading(ended)).toEqual([]);
  return ended;
};
