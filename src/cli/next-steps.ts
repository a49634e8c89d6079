import type { CommandNode } from "../context/command-node.js";
import type { Failure, NextStep } from "../failure/failure.js";
import { quoteLine } from "../shell/quote.js";
import { correctedLine, isSafeToShow } from "./shown-line.js";

/** What to run next: the same line put right, then what the failure itself knows, else the command's help. */
export const nextSteps = (
  failure: Failure,
  argv: readonly string[],
  tree: CommandNode,
): readonly NextStep[] => {
  const { correction, addition, next = [] } = failure.facts;
  const corrected = correction && correctedLine(argv, correction, tree);
  const isAddable = addition !== undefined && isSafeToShow(argv, tree);
  const steps = [
    ...(corrected === undefined ? [] : [step(corrected)]),
    ...(isAddable ? [step([...argv, ...addition.words], addition.when)] : []),
    ...next,
  ];
  return steps.length > 0 || failure.exitCode !== 2
    ? steps
    : [{ command: `${namedCommand(argv, tree)} --help` }];
};

const step = (words: readonly string[], when?: string): NextStep => ({
  command: quoteLine(["novu-msg", ...words]),
  ...(when === undefined ? {} : { when }),
});

/** The command that the line's first words name. */
const namedCommand = (argv: readonly string[], tree: CommandNode): string => {
  const child = tree.children.find(({ path }) => path.split(" ").at(-1) === argv[0]);
  if (child === undefined) return tree.path === "" ? "novu-msg" : `novu-msg ${tree.path}`;
  return namedCommand(argv.slice(1), child);
};
