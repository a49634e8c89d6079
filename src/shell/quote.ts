/** A leading `=` is not safe: zsh takes `=ls` for the path of a program. */
const SAFE_WORD = /^(?!=)[A-Za-z0-9_@%+=:,./-]+$/;

/** One word, quoted for a POSIX shell only where it has to be. */
export const quoteWord = (word: string): string =>
  SAFE_WORD.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** A command line that can be pasted into a POSIX shell. */
export const quoteLine = (words: readonly string[]): string => words.map(quoteWord).join(" ");
