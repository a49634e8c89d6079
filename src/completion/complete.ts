import type { CommandNode, OptionNode, ValueKind } from "../context/command-node.js";
import { sanitizeLine } from "../output/sanitize.js";
import type { RecentList } from "./recents.js";
import {
  childNamed,
  givenValue,
  nameOf,
  optionsOf,
  parseLine,
  positionalOf,
  shortOption,
  type TypedLine,
} from "./typed-line.js";

const MAX_DESCRIPTION_CHARS = 80;

/** Values known on this machine, each read only if it is needed. None of the functions fails. */
export interface KnownValues {
  profiles(): Promise<readonly Suggestion[]>;
  recents(): Promise<RecentList>;
  /** Names of environment variables. */
  variables(): readonly string[];
}

/** The value to complete: its fixed choices, and what it refers to. */
interface ValueRequest {
  readonly choices: readonly string[];
  readonly about: ValueKind | undefined;
  /** The part of the word before the value, such as `--output=`. */
  readonly prefix: string;
}

/** A suggested word and its description. */
export interface Suggestion {
  readonly value: string;
  readonly description?: string;
}

/** Suggestions for the word under the cursor. */
interface Suggestions {
  /**
   * `words` are completed with a space. A `list` item may be continued, so no space is added. `files` are completed by
   * the shell, which expands `~`.
   */
  readonly kind: "words" | "list" | "files";
  /** For files: the part of the word before the path, such as `--dotenv=` or `@`. */
  readonly prefix: string;
  /** Whole words, including the part that is typed already. */
  readonly words: readonly Suggestion[];
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

const commandWord = (node: CommandNode): Suggestion => ({ value: nameOf(node), description: node.summary });

const startsWith =
  (word: string) =>
  ({ value }: Suggestion): boolean =>
    value.startsWith(word);

/** Options that may still be given, those of the command first. */
const options = (line: TypedLine): Suggestion[] =>
  optionsOf(line)
    .filter(({ long, isRepeatable }) => isRepeatable || !line.given.some((given) => given.long === long))
    .map(({ long, description }) => ({ value: long, description }))
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
const formatLines = ({ kind, prefix, words }: Suggestions): string =>
  [`${kind}\t${prefix}`, ...words.filter(isTypeable).map(lineOf)].map((line) => `${line}\n`).join("");

/** Excludes IDs with characters that a shell or terminal would interpret. */
const isTypeable = ({ value }: Suggestion): boolean => value !== "" && sanitizeLine(value) === value;

const lineOf = ({ value, description = "" }: Suggestion): string => {
  const text = Array.from(sanitizeLine(description));
  const short =
    text.length > MAX_DESCRIPTION_CHARS
      ? `${text.slice(0, MAX_DESCRIPTION_CHARS - 1).join("")}…`
      : text.join("");
  return `${value}\t${short}`;
};

/** The values that a positional or an option may have. */
const suggestValues = async (
  line: TypedLine,
  request: ValueRequest,
  known: KnownValues,
): Promise<Suggestions> => {
  const typed = line.word.slice(request.prefix.length);
  const special = request.about === undefined ? undefined : SPECIAL_KINDS[request.about];
  if (special !== undefined) return special(line, request.prefix, typed);
  const values = [...request.choices.map(plain), ...(await valuesOfKind(line, request.about, known))];
  return words(startingWith(values, typed, request.prefix));
};

const plain = (value: string): Suggestion => ({ value });

const startingWith = (values: readonly Suggestion[], typed: string, prefix: string): Suggestion[] =>
  values
    .filter(({ value }) => value.startsWith(typed))
    .map(({ value, ...rest }) => ({ ...rest, value: prefix + value }));

const valuesOfKind = async (
  line: TypedLine,
  about: ValueKind | undefined,
  known: KnownValues,
): Promise<readonly Suggestion[]> => {
  if (about === "profile") return known.profiles();
  if (about === "subscriber") return (await known.recents()).subscribers.map(plain);
  if (about === "message") return recentMessages(line, known);
  if (about === "variable") return known.variables().map(plain);
  return about === "command" ? commandsBelow(line) : [];
};

/** If a subscriber is given, only that subscriber's messages. */
const recentMessages = async (line: TypedLine, known: KnownValues): Promise<Suggestion[]> => {
  const at = line.node.arguments.findIndex(({ about }) => about === "subscriber");
  const named = givenValue(line, "--subscriber") ?? (at < 0 ? undefined : line.positionals[at]);
  return (await known.recents()).messages
    .filter(({ subscriberId }) => named === undefined || subscriberId === named)
    .filter(({ messageId }) => !positionalOf(line)?.isVariadic || !line.positionals.includes(messageId))
    .map(({ messageId, title, subscriberId }) => ({
      value: messageId,
      description: named === undefined ? `${subscriberId}: ${title}` : title,
    }));
};

/** The subcommands of the command that the words before name, as for `help`. */
const commandsBelow = ({ tree, positionals }: TypedLine): Suggestion[] => {
  const node = positionals.reduce<typeof tree | undefined>((at, word) => at && childNamed(at, word), tree);
  return (node?.children ?? []).map((child) => ({ value: nameOf(child), description: child.summary }));
};

type Special = (line: TypedLine, prefix: string, typed: string) => Suggestions;

/** A comma-separated list; fields in it are not offered again. */
const fields: Special = ({ node }, prefix, typed) => {
  const before = typed.slice(0, typed.lastIndexOf(",") + 1);
  const named = before.split(",");
  const left = node.fields.filter((field) => !named.includes(field)).map(plain);
  return { kind: "list", prefix: "", words: startingWith(left, typed.slice(before.length), prefix + before) };
};

const file: Special = (_, prefix) => ({ kind: "files", prefix, words: [] });

/** Offers `@` for a file and `-` for stdin; JSON cannot be completed. */
const payload: Special = (line, prefix, typed) => {
  if (typed.startsWith("@")) return file(line, `${prefix}@`, typed.slice(1));
  if (typed !== "") return NOTHING;
  return {
    kind: "list",
    prefix: "",
    words: [
      { value: `${prefix}@`, description: "a file" },
      { value: `${prefix}-`, description: "stdin" },
    ],
  };
};

const SPECIAL_KINDS: Readonly<Partial<Record<ValueKind, Special>>> = { fields, file, payload };

const words = (list: readonly Suggestion[]): Suggestions => ({
  kind: "words",
  prefix: "",
  words: list,
});

const NOTHING: Suggestions = words([]);
