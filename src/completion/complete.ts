import type { CommandNode, OptionNode } from "../context/command-node.js";
import { sanitizeLine } from "../output/sanitize.js";
import type { RecentList } from "./recents.js";
import {
  type Suggestion,
  type Suggestions,
  suggestValues,
  type ValueRequest,
  words,
} from "./suggest-values.js";
import { nameOf, optionsOf, parseLine, positionalOf, shortOption, type TypedLine } from "./typed-line.js";

const MAX_ABOUT_LENGTH = 80;

/** Values known on this machine, each read only if it is needed. None of the functions fails. */
export interface KnownValues {
  profiles(): Promise<readonly Suggestion[]>;
  recents(): Promise<RecentList>;
  /** Names of environment variables. */
  variables(): readonly string[];
}

/** Suggestions for the word under the cursor. */
const suggest = async (line: TypedLine, known: KnownValues): Promise<Suggestions> => {
  const option = optionWithValue(line);
  if (option !== undefined) return suggestValues(line, option, known);
  if (!line.isAfterDashes && line.word.startsWith("-") && line.word !== "-") return words(options(line));
  const values = await positionalValues(line, known);
  // Offer options if no positional is left, or if nothing is known for it.
  const isEmpty = values.kind === "words" && values.words.length === 0 && !line.isAfterDashes;
  return isEmpty && (line.word === "" || line.word === "-") ? words(options(line)) : values;
};

/** The option whose value is being typed: `--output js`, `--output=js`, `-o js`, `-ojs`. */
const optionWithValue = (line: TypedLine): ValueRequest | undefined => {
  const { pending, word, isAfterDashes } = line;
  if (pending !== undefined) return { ...pending, prefix: "" };
  if (isAfterDashes) return undefined;
  const [prefix, name] = /^(--[^=]+)=/.exec(word) ?? [];
  if (prefix !== undefined) return withPrefix(optionNamed(line, name), prefix);
  return /^-[^-]/.test(word) ? attachedValue(line, word, 1) : undefined;
};

const optionNamed = (line: TypedLine, name: string | undefined): OptionNode | undefined =>
  optionsOf(line).find(({ long, takesValue }) => long === name && takesValue);

const withPrefix = (option: OptionNode | undefined, prefix: string): ValueRequest => ({
  choices: option?.choices ?? [],
  about: option?.about,
  prefix,
});

/** In a cluster such as `-qojs`, switches may precede the option that takes the value. */
const attachedValue = (line: TypedLine, word: string, at: number): ValueRequest | undefined => {
  const option = shortOption(line, word.charAt(at));
  if (option === undefined) return undefined;
  return option.takesValue ? withPrefix(option, word.slice(0, at + 1)) : attachedValue(line, word, at + 1);
};

const positionalValues = async (line: TypedLine, known: KnownValues): Promise<Suggestions> => {
  const { node, positionals, word } = line;
  if (node.children.length > 0) {
    return words(positionals.length > 0 ? [] : node.children.map(commandWord).filter(startsWith(word)));
  }
  const argument = positionalOf(line);
  if (argument === undefined) return words([]);
  // `help` takes either one topic or the words of a command.
  const isLater = argument.about === "command" && positionals.length > 0;
  return suggestValues(line, { ...argument, choices: isLater ? [] : argument.choices, prefix: "" }, known);
};

const commandWord = (node: CommandNode): Suggestion => ({ value: nameOf(node), about: node.summary });

const startsWith =
  (word: string) =>
  ({ value }: Suggestion): boolean =>
    value.startsWith(word);

/** Options that may still be given, those of the command first. */
const options = (line: TypedLine): Suggestion[] =>
  optionsOf(line)
    .filter(({ long, isRepeatable }) => isRepeatable || !line.given.some((given) => given.long === long))
    .map(({ long, description }) => ({ value: long, about: description }))
    .filter(startsWith(line.word));

/** The text printed for a shell's completion script. `knowing` gets the line, which selects the server. */
export const complete = async (
  tree: CommandNode,
  words: readonly string[],
  knowing: (line: TypedLine) => KnownValues,
): Promise<string> => {
  const line = parseLine(tree, words);
  return formatLines(await suggest(line, knowing(line)));
};

/**
 * Formats suggestions for the shells' scripts. The first line is `words`, `list` or `files`, a tab and the prefix. Each
 * further line is a word, a tab and its description.
 */
export const formatLines = ({ kind, prefix, words }: Suggestions): string =>
  [`${kind}\t${prefix}`, ...words.filter(isTypeable).map(lineOf)].map((line) => `${line}\n`).join("");

/** Excludes IDs with characters that a shell or terminal would interpret. */
const isTypeable = ({ value }: Suggestion): boolean => value !== "" && sanitizeLine(value) === value;

const lineOf = ({ value, about = "" }: Suggestion): string => {
  const text = Array.from(sanitizeLine(about));
  const short =
    text.length > MAX_ABOUT_LENGTH ? `${text.slice(0, MAX_ABOUT_LENGTH - 1).join("")}…` : text.join("");
  return `${value}\t${short}`;
};
