import { expect } from "vitest";
import { EXIT_CODES } from "../../src/failures/exit-codes.js";
import { type Run, run } from "../support/run-cli.js";

const KNOWN: ReadonlySet<number> = new Set(Object.values(EXIT_CODES).map(({ code }) => code));
/** Only to name the line that hangs. */
const LONGEST_MS = 100_000;

type RunOptions = Parameters<typeof run>[1];

/** Runs a line that has to come to an end of its own. */
export const boundedRun = async (
  argv: readonly string[],
  options: RunOptions,
  start: typeof run = run,
): Promise<Run> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it hangs: ${JSON.stringify(argv)}`)), LONGEST_MS);
  });
  try {
    return await Promise.race([start(argv, options), tooLong]);
  } finally {
    clearTimeout(timer);
  }
};

/** What a line asks for that it would not be shown otherwise. */
export interface Asked {
  /** Text as a server sent it. */
  readonly raw?: boolean;
  /** The place in the program where it ended, by -vv. */
  readonly stack?: boolean;
}

/** What holds for every end: a code of the table, never the one for a bug, and never a program's insides unasked. */
export const endsWell = ({ code, stdout, stderr }: Run, { raw = false, stack = false }: Asked = {}): void => {
  expect(KNOWN.has(code), stderr).toBe(true);
  expect(code, stderr).not.toBe(70);
  if (code > 1) expect(stdout + stderr).not.toBe("");
  if (!stack) expect(stderr).not.toMatch(/^\s+at .*[\\/][\w-]+\.[jt]s:\d+/m);
  if (!raw) expect(withoutColour(stdout + stderr)).not.toMatch(CONTROL);
};

/** With --json, a failure is one document on stderr that agrees with the exit code. */
export const failsInJson = ({ code, stderr }: Run): void => {
  if (code < 2) return;
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(JSON.parse(stderr)).toMatchObject({ schema: 1, error: { exit: code } });
};

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const withoutColour = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, "");
