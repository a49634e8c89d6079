import type { ArgumentNode, CommandNode, OptionNode } from "../context/command-node.js";

/** An option on the line, and its value, if any. */
interface GivenOption {
  readonly long: string;
  readonly value: string | undefined;
}

/** A partly typed command line. */
export interface TypedLine {
  readonly tree: CommandNode;
  readonly node: CommandNode;
  readonly given: readonly GivenOption[];
  /** Words that are neither commands nor options. */
  readonly positionals: readonly string[];
  /** The option whose value the last word is. */
  readonly pending: OptionNode | undefined;
  /** True after `--`, where there are no options. */
  readonly isAfterDashes: boolean;
  /** The word under the cursor, up to the cursor. */
  readonly word: string;
}

/** Parses the words after the program's name, of which the last one is under the cursor. Tolerates errors. */
export const parseLine = (tree: CommandNode, words: readonly string[]): TypedLine => {
  const start: TypedLine = {
    tree,
    node: tree,
    given: [],
    positionals: [],
    pending: undefined,
    isAfterDashes: false,
    word: words.at(-1) ?? "",
  };
  return words.slice(0, -1).reduce(withWord, start);
};

const withWord = (line: TypedLine, word: string): TypedLine => {
  if (line.pending !== undefined) {
    return { ...withGiven(line, line.pending, word), pending: undefined };
  }
  if (line.isAfterDashes || !/^-./.test(word)) return withPositional(line, word);
  if (word === "--") return { ...line, isAfterDashes: true };
  return word.startsWith("--") ? withLong(line, word) : withCluster(line, word.slice(1));
};

const withGiven = (line: TypedLine, { long }: OptionNode, value: string | undefined): TypedLine => ({
  ...line,
  given: [...line.given, { long, value }],
});

const withPositional = (line: TypedLine, word: string): TypedLine => {
  const child = line.positionals.length > 0 ? undefined : childNamed(line.node, word);
  return child === undefined
    ? { ...line, positionals: [...line.positionals, word] }
    : { ...line, node: child };
};

const withLong = (line: TypedLine, word: string): TypedLine => {
  const [, name = word, value] = /^(--[^=]+)=(.*)$/s.exec(word) ?? [];
  const option = optionsOf(line).find(({ long }) => long === name);
  if (option === undefined) return line;
  if (!option.takesValue || value !== undefined) return withGiven(line, option, value);
  return { ...line, pending: option };
};

/** A cluster such as `-qv` or `-ojson`. What follows an option that takes a value is its value. */
const withCluster = (line: TypedLine, letters: string): TypedLine => {
  const option = shortOption(line, letters.charAt(0));
  const rest = letters.slice(1);
  if (option === undefined) return line;
  if (!option.takesValue) {
    const next = withGiven(line, option, undefined);
    return rest === "" ? next : withCluster(next, rest);
  }
  return rest === "" ? { ...line, pending: option } : withGiven(line, option, rest);
};

export const shortOption = (line: TypedLine, letter: string): OptionNode | undefined =>
  optionsOf(line).find(({ flags }) => flags.startsWith(`-${letter},`));

/** The valid options: those of the command, and the global ones. */
export const optionsOf = ({ tree, node }: TypedLine): readonly OptionNode[] =>
  node === tree
    ? tree.options
    : [...node.options, ...tree.options.filter(({ long }) => long !== "--version")];

export const childNamed = (node: CommandNode, name: string): CommandNode | undefined =>
  node.children.find((child) => nameOf(child) === name);

/** The last word of a command's path. */
export const nameOf = ({ path }: CommandNode): string => path.slice(path.lastIndexOf(" ") + 1);

/** The value of an option; if it is repeated, the last one. */
export const givenValue = (line: TypedLine, long: string): string | undefined =>
  line.given.findLast((option) => option.long === long)?.value;

/** The positional that the word under the cursor fills. Positionals that an option has filled are skipped. */
export const positionalOf = ({ node, given, positionals }: TypedLine): ArgumentNode | undefined => {
  const free = node.arguments.filter(({ flag }) => !given.some(({ long }) => long === flag));
  const last = free.at(-1);
  return free[positionals.length] ?? (last?.isVariadic ? last : undefined);
};
