import type { ValueKind } from "../context/command-node.js";
import type { KnownValues } from "./complete.js";
import { childNamed, givenValue, nameOf, positionalOf, type TypedLine } from "./typed-line.js";

/** The value to complete: its fixed choices, and what it refers to. */
export interface ValueRequest {
  readonly choices: readonly string[];
  readonly about: ValueKind | undefined;
  /** The part of the word before the value, such as `--output=`. */
  readonly prefix: string;
}

/** A suggested word and its description. */
export interface Suggestion {
  readonly value: string;
  readonly about?: string;
}

/** Suggestions for the word under the cursor. */
export interface Suggestions {
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

/** The values that a positional or an option may have. */
export const suggestValues = async (
  line: TypedLine,
  request: ValueRequest,
  known: KnownValues,
): Promise<Suggestions> => {
  const typed = line.word.slice(request.prefix.length);
  const special = request.about === undefined ? undefined : SPECIAL[request.about];
  if (special !== undefined) return special(line, request.prefix, typed);
  const values = [...request.choices.map(plain), ...(await aboutValues(line, request.about, known))];
  return words(startingWith(values, typed, request.prefix));
};

const plain = (value: string): Suggestion => ({ value });

const startingWith = (values: readonly Suggestion[], typed: string, prefix: string): Suggestion[] =>
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

/** If a subscriber is given, only that subscriber's messages. */
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

/** The subcommands of the command that the words before name, as for `help`. */
const commandsBelow = ({ tree, positionals }: TypedLine): Suggestion[] => {
  const node = positionals.reduce<typeof tree | undefined>((at, word) => at && childNamed(at, word), tree);
  return (node?.children ?? []).map((child) => ({ value: nameOf(child), about: child.summary }));
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
