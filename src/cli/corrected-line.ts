import type { CommandNode } from "../context/command-node.js";
import type { Correction } from "../failure/failure.js";

/**
 * The command line with one wrong word put right, or undefined when it cannot be shown whole: after an
 * option nobody knows there might stand a key.
 */
export const correctedLine = (
  argv: readonly string[],
  { wrong, right }: Correction,
  tree: CommandNode,
): string[] | undefined => {
  const corrected = argv.map((word) => replaceIn(word, wrong, right));
  const known = new Set([...knownOptions(tree), "--help", "--version"]);
  const isSafe = corrected.every(
    (word) => !word.startsWith("--") || known.has(nameOf(word)) || word === "--",
  );
  const hasChanged = corrected.some((word, index) => word !== argv[index]);
  return isSafe && hasChanged ? corrected : undefined;
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
