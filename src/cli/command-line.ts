import type { CommandNode, OptionNode } from "../context/command-node.js";
import type { Correction } from "../failures/failure.js";
import { everyNode } from "../views/command-nodes.js";

/** The command line with one wrong word put right, or undefined when it cannot be shown. */
export const correctedLine = (
  argv: readonly string[],
  { wrong, right }: Correction,
  tree: CommandNode,
): string[] | undefined => {
  const corrected = argv.map((word) => replaceIn(word, wrong, right));
  const hasChanged = corrected.some((word, index) => word !== argv[index]);
  return hasChanged && isSafeToShow(corrected, tree) ? corrected : undefined;
};

/** Whether every option is one we know: after one that nobody knows there might stand a key. */
export const isSafeToShow = (argv: readonly string[], tree: CommandNode): boolean => {
  const options = everyNode(tree).flatMap((node) => node.options);
  return argv.every((word) => {
    if (word.startsWith("--"))
      return word === "--" || options.some(({ long }) => long === word.replace(/=.*/s, ""));
    return !/^-\D/.test(word) || isKnownCluster(word.slice(1), options);
  });
};

/** What to do to a line: options to take out with their values, and words to put in. */
interface LineChange {
  readonly words: readonly string[];
  readonly without: readonly string[];
  /** The word that the new ones go in front of; where options end, when left out or not there. */
  readonly before?: string | undefined;
}

export const lineWith = (
  argv: readonly string[],
  { words, without, before }: LineChange,
  tree: CommandNode,
): string[] => {
  const end = argv.indexOf("--");
  const head = withoutOptions(end < 0 ? argv : argv.slice(0, end), without, tree);
  const line = [...head, ...(end < 0 ? [] : argv.slice(end))];
  const at = before === undefined ? -1 : line.indexOf(before);
  return line.toSpliced(at < 0 ? head.length : at, 0, ...words);
};

const withoutOptions = (words: readonly string[], names: readonly string[], tree: CommandNode): string[] => {
  const options = everyNode(tree).flatMap((node) => node.options);
  const takesValue = (name: string) => options.some((option) => option.long === name && option.takesValue);
  return words.filter((word, at) => {
    const before = words[at - 1] ?? "";
    const isItsValue = names.includes(before) && takesValue(before);
    return !isItsValue && !names.includes(word.replace(/=.*/s, ""));
  });
};

/** Letters in one word: `-qv`, `-ojson`. What follows a letter that takes a value is that value. */
const isKnownCluster = (letters: string, options: readonly OptionNode[]): boolean => {
  const option = options.find(({ flags }) => flags.startsWith(`-${letters.charAt(0)},`));
  if (option === undefined) return false;
  return option.takesValue || letters.length === 1 || isKnownCluster(letters.slice(1), options);
};

/** Whole words, `--option=value`, and the parts of a list such as `--fields a,b`. */
const replaceIn = (word: string, wrong: string, right: string): string => {
  const at = word.indexOf("=");
  if (word.startsWith("--") && at > 0) {
    return `${replaceIn(word.slice(0, at), wrong, right)}=${replaceIn(word.slice(at + 1), wrong, right)}`;
  }
  return word
    .split(",")
    .map((part) => (part === wrong ? right : part))
    .join(",");
};
