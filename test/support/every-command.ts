import type { CommandNode } from "../../src/context/command-node.js";
import { leavesOf } from "../../src/views/command-nodes.js";
import { programTree } from "./program-tree.js";

/** All commands, without the groups that hold them. */
export const everyCommand: readonly CommandNode[] = leavesOf(programTree());

/**
 * The one table of exceptions: by the file of a test that has a line for every command of some kind, the commands without
 * one, and why.
 */
const LEFT_OUT = {
  "test/commands/tables.test.ts": {},
  "test/commands/writing.test.ts": {},
  "test/support/run-every-command.ts": {
    "sandbox env": "needs a sandbox of another process: test/e2e/sandbox-list.test.ts",
  },
  "test/faults/faulted-commands.ts": {
    "action wait": "reads until its end, faults or not: test/commands/action/wait-trouble.test.ts",
    "action watch": "reads until its end, faults or not: test/commands/action/watch-trouble.test.ts",
    "action apply":
      "ends row by row: test/commands/action/apply.test.ts, apply-resume.test.ts and apply-stopped.test.ts",
    "profile add": "sends the one request of profile verify",
    "profile set": "sends the one request of profile verify",
    doctor: "reports every fault instead of failing: test/faults/doctor.test.ts",
  },
} satisfies Record<string, Readonly<Record<string, string>>>;

type TestOfEveryCommand = keyof typeof LEFT_OUT;

export const leftOutOf = (file: TestOfEveryCommand): readonly string[] => Object.keys(LEFT_OUT[file]);

/**
 * What has to be added or taken away, in words, so that each of the commands has a line in the test or a reason to have none.
 * @param list where the lines are: “READS of”, “LINES of”
 * @param lines command lines, without the program's name
 */
export const missingLines = (
  file: TestOfEveryCommand,
  list: string,
  commands: readonly CommandNode[],
  lines: readonly string[],
): string[] => {
  const paths = commands.map(({ path }) => path);
  const hasLine = (path: string) => lines.some((line) => line === path || line.startsWith(`${path} `));
  return [
    ...paths
      .filter((path) => !hasLine(path) && !leftOutOf(file).includes(path))
      .map((path) => `give "${path}" a line in ${list} ${file}, or a reason in LEFT_OUT of ${HERE}`),
    ...leftOutOf(file)
      .filter((path) => hasLine(path) || !paths.includes(path))
      .map((path) => `take "${path}" out of LEFT_OUT of ${HERE}: ${file} needs no exception for it`),
  ];
};

const HERE = "test/support/every-command.ts";
