import type { ArgumentNode, CommandNode, OptionNode } from "../context/command-node.js";

/** An option on the line, and its value where it has one. */
export interface GivenOption {
  readonly long: string;
  readonly value: string | undefined;
}

/** A line as far as it is typed: what it names, and what the word under the cursor is. */
export interface TypedLine {
  readonly tree: CommandNode;
  readonly node: CommandNode;
  readonly given: readonly GivenOption[];
  /** Words that are neither commands nor options. */
  readonly positionals: readonly string[];
  /** The option whose value the last word is. */
  readonly pending: OptionNode | undefined;
  /** After `--` there are no options. */
  readonly isAfterDashes: boolean;
  /** The word under the cursor, up to the cursor. */
  readonly word: string;
}

/** Reads the words after the program's name; the last one is under the cursor. It need not make sense. */
export const readLine = (tree: CommandNode, words: readonly string[]): TypedLine => {
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
  if (line.isAfterDashes || !/^-./.test(word)) return withPlain(line, word);
  if (word === "--") return { ...line, isAfterDashes: true };
  return word.startsWith("--") ? withLong(line, word) : withLetters(line, word.slice(1));
};

const withGiven = (line: TypedLine, { long }: OptionNode, value: string | undefined): TypedLine => ({
  ...line,
  given: [...line.given, { long, value }],
});

const withPlain = (line: TypedLine, word: string): TypedLine => {
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

/** Letters in one word: `-qv`, `-ojson`; what follows a letter that takes a value is that value. */
const withLetters = (line: TypedLine, letters: string): TypedLine => {
  const option = letterOption(line, letters.charAt(0));
  const rest = letters.slice(1);
  if (option === undefined) return line;
  if (!option.takesValue) {
    const next = withGiven(line, option, undefined);
    return rest === "" ? next : withLetters(next, rest);
  }
  return rest === "" ? { ...line, pending: option } : withGiven(line, option, rest);
};

export const letterOption = (line: TypedLine, letter: string): OptionNode | undefined =>
  optionsOf(line).find(({ flags }) => flags.startsWith(`-${letter},`));

/** The options that may stand here: the command's own, and those of every command. */
export const optionsOf = ({ tree, node }: TypedLine): readonly OptionNode[] =>
  node === tree
    ? tree.options
    : [...node.options, ...tree.options.filter(({ long }) => long !== "--version")];

export const childNamed = (node: CommandNode, name: string): CommandNode | undefined =>
  node.children.find((child) => nameOf(child) === name);

/** The last word of a command's path. */
export const nameOf = ({ path }: CommandNode): string => path.slice(path.lastIndexOf(" ") + 1);

/** The value of an option, the last one where there are several. */
export const givenValue = (line: TypedLine, long: string): string | undefined =>
  line.given.findLast((option) => option.long === long)?.value;

/** The place that the word under the cursor is in; those that a flag has filled are passed over. */
export const positionalOf = ({ node, given, positionals }: TypedLine): ArgumentNode | undefined => {
  const free = node.arguments.filter(({ flag }) => !given.some(({ long }) => long === flag));
  const last = free.at(-1);
  return free[positionals.length] ?? (last?.isVariadic ? last : undefined);
};
