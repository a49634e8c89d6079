import type { CommandNode, OptionNode } from "../context/command-node.js";
import { sanitizeLine } from "../output/sanitize.js";
import type { RecentList } from "./recents.js";
import { type Suggestion, type Suggestions, suggestValues, type Wanted, words } from "./suggest-values.js";
import { letterOption, nameOf, optionsOf, positionalOf, readLine, type TypedLine } from "./typed-line.js";

const LONGEST_ABOUT = 80;

/** What this machine knows; each is asked only where it is wanted. Nothing of it fails. */
export interface KnownValues {
  profiles(): Promise<readonly Suggestion[]>;
  recents(): Promise<RecentList>;
  /** Names of environment variables. */
  variables(): readonly string[];
}

/** What may come in the place of the word under the cursor. */
const suggest = async (line: TypedLine, known: KnownValues): Promise<Suggestions> => {
  const option = optionWithValue(line);
  if (option !== undefined) return suggestValues(line, option, known);
  if (!line.isAfterDashes && line.word.startsWith("-") && line.word !== "-") return words(options(line));
  const values = await positionalValues(line, known);
  // Where no place is left to fill, or nothing is known for it, options are what can still be typed.
  const isOpen = values.kind === "words" && values.words.length === 0 && !line.isAfterDashes;
  return isOpen && (line.word === "" || line.word === "-") ? words(options(line)) : values;
};

/** The option whose value is being typed: `--output js`, `--output=js`, `-o js`, `-ojs`. */
const optionWithValue = (line: TypedLine): Wanted | undefined => {
  const { pending, word, isAfterDashes } = line;
  if (pending !== undefined) return { ...pending, prefix: "" };
  if (isAfterDashes) return undefined;
  const [prefix, name] = /^(--[^=]+)=/.exec(word) ?? [];
  if (prefix !== undefined) return withPrefix(optionNamed(line, name), prefix);
  return /^-[^-]/.test(word) ? attachedValue(line, word, 1) : undefined;
};

const optionNamed = (line: TypedLine, name: string | undefined): OptionNode | undefined =>
  optionsOf(line).find(({ long, takesValue }) => long === name && takesValue);

const withPrefix = (option: OptionNode | undefined, prefix: string): Wanted => ({
  choices: option?.choices ?? [],
  about: option?.about,
  prefix,
});

/** Letters without a value may stand before the one that takes it. */
const attachedValue = (line: TypedLine, word: string, at: number): Wanted | undefined => {
  const option = letterOption(line, word.charAt(at));
  if (option === undefined) return undefined;
  return option.takesValue ? withPrefix(option, word.slice(0, at + 1)) : attachedValue(line, word, at + 1);
};

const positionalValues = async (line: TypedLine, known: KnownValues): Promise<Suggestions> => {
  const { node, positionals, word } = line;
  if (node.children.length > 0) {
    return words(positionals.length > 0 ? [] : node.children.map(commandWord).filter(startsWith(word)));
  }
  const place = positionalOf(line);
  if (place === undefined) return words([]);
  // A topic of help stands alone; commands go on.
  const isLater = place.about === "command" && positionals.length > 0;
  return suggestValues(line, { ...place, choices: isLater ? [] : place.choices, prefix: "" }, known);
};

const commandWord = (node: CommandNode): Suggestion => ({ value: nameOf(node), about: node.summary });

const startsWith =
  (word: string) =>
  ({ value }: Suggestion): boolean =>
    value.startsWith(word);

/** Options that may still be given, the command's own first. */
const options = (line: TypedLine): Suggestion[] =>
  optionsOf(line)
    .filter(({ long, isRepeatable }) => isRepeatable || !line.given.some((given) => given.long === long))
    .map(({ long, description }) => ({ value: long, about: description }))
    .filter(startsWith(line.word));

/** The answer to a shell that asks what may come; `knowing` gets the line, since where a run goes is on it. */
export const complete = async (
  tree: CommandNode,
  words: readonly string[],
  knowing: (line: TypedLine) => KnownValues,
): Promise<string> => {
  const line = readLine(tree, words);
  return answerText(await suggest(line, knowing(line)));
};

/**
 * Suggestions in the form that the shells' scripts read: a first line `words`, `list`, or `files`, a tab and the
 * prefix; then a line a word: the word, a tab, and what it is about.
 */
export const answerText = ({ kind, prefix, words }: Suggestions): string =>
  [`${kind}\t${prefix}`, ...words.filter(isTypeable).map(lineOf)].map((line) => `${line}\n`).join("");

/** An id that a shell or a terminal could take for something else is not offered. */
const isTypeable = ({ value }: Suggestion): boolean => value !== "" && sanitizeLine(value) === value;

const lineOf = ({ value, about = "" }: Suggestion): string => {
  const text = Array.from(sanitizeLine(about));
  const short = text.length > LONGEST_ABOUT ? `${text.slice(0, LONGEST_ABOUT - 1).join("")}…` : text.join("");
  return `${value}\t${short}`;
};
