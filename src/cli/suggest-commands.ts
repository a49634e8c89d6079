import type { CommandNode } from "../context/command-node.js";
import type { Addition, Failure, NextStep } from "../failures/failure.js";
import { FAILURE_CODES } from "../failures/failure-codes.js";
import { type QuoteWord, quoteLine } from "../processes/quote.js";
import { withoutUserInfo } from "../secrets/secret.js";
import type { ShownStep } from "../views/failure-view.js";
import { pasteable } from "../views/pasteable.js";
import { correctedLine, isSafeToShow, lineWith } from "./command-line.js";
import { CHANGES, DOCTOR, STEPS, WITHOUT_NEXT } from "./default-hints.js";

/** What to run next: the same line put right, then what the failure itself knows, else the command's help. */
export const suggestCommands = (
  failure: Failure,
  typed: readonly string[],
  tree: CommandNode,
  { quote, mask }: { readonly quote?: QuoteWord; readonly mask?: (text: string) => string } = {},
): ShownStep[] => {
  const argv = withoutProxyPassword(typed);
  const { correction, addition, alternatives = [], next = [] } = failure.info;
  const corrected = correction && correctedLine(argv, correction, tree);
  const additions = isSafeToShow(argv, tree) ? [addition ?? [], alternatives].flat() : [];
  const steps: NextStep[] = [
    ...(corrected === undefined ? [] : [{ words: ["novu-msg", ...corrected] }]),
    ...additions.map((each) => stepWith(argv, each, tree)),
    ...next,
  ];
  return [...steps, ...(steps.length === 0 ? defaultHint(failure, argv, tree) : [])].flatMap(
    ({ words, ...step }) => {
      const command = pasteable(quoteLine(words, quote), mask);
      return command === undefined ? [] : [{ command, ...step }];
    },
  );
};

/** Where the failure itself knows no way on: what its kind allows to say. */
const defaultHint = ({ code }: Failure, argv: readonly string[], tree: CommandNode): NextStep[] => {
  if (code in WITHOUT_NEXT) return [];
  const { exit } = FAILURE_CODES[code];
  const [program = "", ...words] = namedCommand(argv, tree);
  if (exit === "usage") return [{ words: [program, ...words, "--help"] }];
  const change = CHANGES[code] ?? (STEPS[code] === undefined ? CHANGES[exit] : undefined);
  const isNew = change?.without !== undefined || !change?.words.some((word) => argv.includes(word));
  // What somebody put into a raw call can be anything, also what nobody is to read here.
  const isShown = words[0] !== "api" && isSafeToShow(argv, tree);
  if (change !== undefined && isNew && isShown) return [stepWith(argv, change, tree)];
  return [STEPS[code] ?? STEPS[exit] ?? DOCTOR];
};

/** A proxy's address need not look like one: me:pass@proxy:3128. */
const withoutProxyPassword = (argv: readonly string[]): string[] =>
  argv.map((word, at) => {
    if (word.startsWith("--proxy=")) return `--proxy=${withoutUserInfo(word.slice("--proxy=".length))}`;
    return argv[at - 1] === "--proxy" ? withoutUserInfo(word) : word;
  });

const stepWith = (
  argv: readonly string[],
  { words, without = [], before, ...step }: Addition,
  tree: CommandNode,
): NextStep => ({ ...step, words: ["novu-msg", ...lineWith(argv, { words, without, before }, tree)] });

/** The command that the line names; options may stand before it and between its words. */
const namedCommand = (argv: readonly string[], tree: CommandNode): string[] => {
  const isNamedBy = (word: string) => (child: CommandNode) => child.path.split(" ").at(-1) === word;
  const at = argv.findIndex((word) => tree.children.some(isNamedBy(word)));
  const child = tree.children.find(isNamedBy(argv[at] ?? ""));
  if (child === undefined) return ["novu-msg", ...tree.path.split(" ").filter((word) => word !== "")];
  return namedCommand(argv.slice(at + 1), child);
};
