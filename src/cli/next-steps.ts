import type { CommandNode } from "../context/command-node.js";
import type { Addition, Failure, NextStep } from "../failure/failure.js";
import { withoutUserInfo } from "../secret/secret.js";
import { quoteLine } from "../shell/quote.js";
import type { ShownStep } from "../views/failure-view.js";
import { correctedLine, isSafeToShow } from "./shown-line.js";

/** What to run next: the same line put right, then what the failure itself knows, else the command's help. */
export const nextSteps = (failure: Failure, typed: readonly string[], tree: CommandNode): ShownStep[] => {
  const argv = withoutProxyPassword(typed);
  const { correction, addition, next = [] } = failure.facts;
  const corrected = correction && correctedLine(argv, correction, tree);
  const added = addition && isSafeToShow(argv, tree) ? stepWith(argv, addition) : undefined;
  const steps: NextStep[] = [
    ...(corrected === undefined ? [] : [{ words: ["novu-msg", ...corrected] }]),
    ...(added === undefined ? [] : [added]),
    ...next,
  ];
  const isStuck = steps.length === 0 && failure.exitCode === 2;
  return [...steps, ...(isStuck ? [{ words: [...namedCommand(argv, tree), "--help"] }] : [])].map(shown);
};

/** A proxy's address need not look like one: me:pass@proxy:3128. */
const withoutProxyPassword = (argv: readonly string[]): string[] =>
  argv.map((word, at) => {
    if (word.startsWith("--proxy=")) return `--proxy=${withoutUserInfo(word.slice("--proxy=".length))}`;
    return argv[at - 1] === "--proxy" ? withoutUserInfo(word) : word;
  });

const shown = ({ words, ...step }: NextStep): ShownStep => ({ command: quoteLine(words), ...step });

const stepWith = (argv: readonly string[], { words, before, ...step }: Addition): NextStep => ({
  ...step,
  words: ["novu-msg", ...argv.toSpliced(placeFor(argv, before), 0, ...words)],
});

/** Options count only before `--`. */
const placeFor = (argv: readonly string[], before: string | undefined): number => {
  const at = argv.indexOf(before ?? "--");
  return at < 0 ? argv.length : at;
};

/** The command that the line's first words name. */
const namedCommand = (argv: readonly string[], tree: CommandNode): string[] => {
  const child = tree.children.find(({ path }) => path.split(" ").at(-1) === argv[0]);
  if (child === undefined) return ["novu-msg", ...tree.path.split(" ").filter((word) => word !== "")];
  return namedCommand(argv.slice(1), child);
};
