import stringArgv from "string-argv";
import { Failure } from "../../src/failures/failure.js";
import { inputOf } from "./parse-only.js";
import type { Run } from "./run-cli.js";

/** The commands that the errors of a run suggest, for a person or a program. */
const nextCommands = ({ stderr }: Run): string[] => {
  if (stderr.startsWith('{"schema"')) {
    const lines = stderr.trimEnd().split("\n");
    const documents = lines.map((line) => JSON.parse(line) as { error?: { next: { command: string }[] } });
    return documents.flatMap(({ error }) => error?.next ?? []).map(({ command }) => command);
  }
  return [...stderr.matchAll(/^ {2}(?:try:| or:) (.*?)(?: {3}\(.*\))?$/gm)].map(
    ([, command = ""]) => command,
  );
};

/** The suggested commands of this program that it would not accept. */
export const invalidNextCommands = async (run: Run): Promise<string[]> => {
  const found: string[] = [];
  for (const command of nextCommands(run)) {
    const [program, ...words] = stringArgv(command);
    if (program === "novu-msg" && !(await isValid(words))) found.push(command);
  }
  return found;
};

const isValid = async (words: readonly string[]): Promise<boolean> => {
  if (words.at(-1) === "--help") return true;
  try {
    await inputOf(words);
    return true;
  } catch (error) {
    // A suggested command may lack further input, which the next run reports.
    return error instanceof Failure && error.code === "E_INPUT";
  }
};
