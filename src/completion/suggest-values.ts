import type { ValueKind } from "../context/command-node.js";
import type { KnownValues } from "./complete.js";
import { childNamed, givenValue, nameOf, positionalOf, type TypedLine } from "./typed-line.js";

/** What a value may be: its few words, and what is known of what it is about. */
export interface Wanted {
  readonly choices: readonly string[];
  readonly about: ValueKind | undefined;
  /** What of the word under the cursor stands before the value, such as `--output=`. */
  readonly prefix: string;
}

/** One word that may stand here, and a few words about it. */
export interface Suggestion {
  readonly value: string;
  readonly about?: string;
}

/** What may come in the place of the word under the cursor. */
export interface Suggestions {
  /**
   * `words` end with a space; a `list` goes on after a word, so none is added; `files` are looked up by the
   * shell, which knows `~` and what it may show.
   */
  readonly kind: "words" | "list" | "files";
  /** For files: what stands before the path in the same word, such as `--dotenv=` or `@`. */
  readonly prefix: string;
  /** Whole words, not what is missing of them. */
  readonly words: readonly Suggestion[];
}

/** The values that a place or an option may have here, as whole words. */
export const suggestValues = async (
  line: TypedLine,
  wanted: Wanted,
  known: KnownValues,
): Promise<Suggestions> => {
  const typed = line.word.slice(wanted.prefix.length);
  const special = wanted.about === undefined ? undefined : SPECIAL[wanted.about];
  if (special !== undefined) return special(line, wanted.prefix, typed);
  const values = [...wanted.choices.map(plain), ...(await aboutValues(line, wanted.about, known))];
  return words(beginning(values, typed, wanted.prefix));
};

const plain = (value: string): Suggestion => ({ value });

const beginning = (values: readonly Suggestion[], typed: string, prefix: string): Suggestion[] =>
  values
    .filter(({ value }) => value.startsWith(typed))
    .map(({ value, ...rest }) => ({ ...rest, value: prefix + value }));

const aboutValues = async (
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

/** A message is one subscriber's: where that one is named, only theirs can be meant. */
const recentMessages = async (line: TypedLine, known: KnownValues): Promise<Suggestion[]> => {
  const at = line.node.arguments.findIndex(({ about }) => about === "subscriber");
  const named = givenValue(line, "--subscriber") ?? (at < 0 ? undefined : line.positionals[at]);
  return (await known.recents()).messages
    .filter(({ subscriberId }) => named === undefined || subscriberId === named)
    .filter(({ messageId }) => !positionalOf(line)?.isVariadic || !line.positionals.includes(messageId))
    .map(({ messageId, title, subscriberId }) => ({
      value: messageId,
      about: named === undefined ? `${subscriberId}: ${title}` : title,
    }));
};

/** The commands that go on from the words before, as `help` takes them. */
const commandsBelow = ({ tree, positionals }: TypedLine): Suggestion[] => {
  const node = positionals.reduce<typeof tree | undefined>((at, word) => at && childNamed(at, word), tree);
  return (node?.children ?? []).map((child) => ({ value: nameOf(child), about: child.summary }));
};

type Special = (line: TypedLine, prefix: string, typed: string) => Suggestions;

/** Fields one after the other with commas between; those that are named already are not offered again. */
const fields: Special = ({ node }, prefix, typed) => {
  const before = typed.slice(0, typed.lastIndexOf(",") + 1);
  const named = before.split(",");
  const left = node.fields.filter((field) => !named.includes(field)).map(plain);
  return { kind: "list", prefix: "", words: beginning(left, typed.slice(before.length), prefix + before) };
};

const file: Special = (_, prefix) => ({ kind: "files", prefix, words: [] });

/** JSON, which nobody can guess; `@` and a file; or `-` for stdin. */
const payload: Special = (line, prefix, typed) => {
  if (typed.startsWith("@")) return file(line, `${prefix}@`, typed.slice(1));
  if (typed !== "") return NOTHING;
  return {
    kind: "list",
    prefix: "",
    words: [
      { value: `${prefix}@`, about: "a file" },
      { value: `${prefix}-`, about: "stdin" },
    ],
  };
};

const SPECIAL: Readonly<Partial<Record<ValueKind, Special>>> = { fields, file, payload };

export const words = (list: readonly Suggestion[]): Suggestions => ({
  kind: "words",
  prefix: "",
  words: list,
});

const NOTHING: Suggestions = words([]);
