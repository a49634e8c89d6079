/** Makes one word of a command line such that a shell reads it as it is. */
export type QuoteWord = (word: string) => string;

/** A leading `=` is not safe: zsh takes `=ls` for the path of a program. */
const SAFE_WORD = /^(?!=)[A-Za-z0-9_@%+=:,./-]+$/;

/** One word, quoted for a POSIX shell only where it has to be. */
export const quoteWord: QuoteWord = (word) =>
  SAFE_WORD.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** A command line that can be pasted into a shell, of POSIX unless another is meant. */
export const quoteLine = (words: readonly string[], quote: QuoteWord = quoteWord): string =>
  words.map(quote).join(" ");
