import type { CommandNode } from "../context/command-node.js";
import type { Correction } from "../failure/failure.js";

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

/** Whether every option is one we know; after one that nobody knows there might stand a key. */
export const isSafeToShow = (argv: readonly string[], tree: CommandNode): boolean => {
  const known = new Set([...knownOptions(tree), "--help", "--version", "--"]);
  return argv.every((word) => !word.startsWith("--") || known.has(nameOf(word)));
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

const nameOf = (word: string): string => word.replace(/=.*/s, "");

const knownOptions = (node: CommandNode): string[] => [
  ...node.options.map(({ long }) => long),
  ...node.children.flatMap(knownOptions),
];
