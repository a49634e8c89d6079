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

export const words = (list: readonly Suggestion[]): Suggestions => ({
  kind: "words",
  prefix: "",
  words: list,
});

export const NOTHING: Suggestions = words([]);
