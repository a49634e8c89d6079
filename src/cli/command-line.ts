import type { CommandNode, OptionNode } from "../context/command-node.js";
import type { FailureInfo } from "../failures/failure.js";
import { everyNode } from "../views/command-nodes.js";

/** The command line with wrong words replaced; undefined if nothing changes or if it must not be shown. */
export const correctedLine = (
  argv: readonly string[],
  correction: NonNullable<FailureInfo["correction"]>,
  tree: CommandNode,
): string[] | undefined => {
  const corrections = [correction].flat();
  /** Only the first that applies: words that changed places would change back. */
  const correctedPart = (word: string): string =>
    corrections
      .map(({ wrong, right }) => replaceIn(word, wrong, right))
      .find((replaced) => replaced !== word) ?? word;
  const corrected = argv.map((word) =>
    /^--[^=]+=/s.test(word)
      ? [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)].map(correctedPart).join("=")
      : correctedPart(word),
  );
  const hasChanged = corrected.some((word, index) => word !== argv[index]);
  return hasChanged && isSafeToShow(corrected, tree) ? corrected : undefined;
};

/** Whether all options are known. An unknown one could be followed by a key. */
export const isSafeToShow = (argv: readonly string[], tree: CommandNode): boolean => {
  const options = everyNode(tree).flatMap((node) => node.options);
  return argv.every((word) => {
    if (word.startsWith("--"))
      return word === "--" || options.some(({ long }) => long === word.replace(/=.*/s, ""));
    return !/^-\D/.test(word) || isKnownCluster(word.slice(1), options);
  });
};

interface LineChange {
  /** To insert. */
  readonly words: readonly string[];
  /** Options to remove together with their values. */
  readonly without: readonly string[];
  /** The word to insert `words` before. Default, also if the line does not contain it: the end of the options. */
  readonly before?: string | undefined;
  /** The word that `words` replace, in place of an insertion. */
  readonly replaces?: string | undefined;
}

export const applyLineChange = (
  argv: readonly string[],
  { words, without, before, replaces }: LineChange,
  tree: CommandNode,
): string[] => {
  if (replaces !== undefined) return argv.map((word) => replaceIn(word, replaces, words.join(" ")));
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

/** A cluster such as `-qv` or `-ojson`. What follows an option that takes a value is its value. */
const isKnownCluster = (letters: string, options: readonly OptionNode[]): boolean => {
  const option = options.find(({ flags }) => flags.startsWith(`-${letters.charAt(0)},`));
  if (option === undefined) return false;
  return option.takesValue || letters.length === 1 || isKnownCluster(letters.slice(1), options);
};

/** Replaces a whole word, a part of `--option=value`, or an item of a list such as `--fields a,b`. */
const replaceIn = (word: string, wrong: string, right: string): string => {
  if (word === wrong) return right;
  const at = word.indexOf("=");
  if (word.startsWith("--") && at > 0) {
    return `${replaceIn(word.slice(0, at), wrong, right)}=${replaceIn(word.slice(at + 1), wrong, right)}`;
  }
  return word
    .split(",")
    .map((part) => (part === wrong ? right : part))
    .join(",");
};
