declare const quoted: unique symbol;
declare const shownWhole: unique symbol;

/** A quoted command line. Only this file makes values of this type. */
export type CommandLine = string & { readonly [quoted]: true };

/** A command line that is shown unchanged, so that it can be copied. Made by `pasteable` in `views`. */
export type PasteableLine = CommandLine & { readonly [shownWhole]: true };

/** Quotes one word for a shell. */
export type QuoteWord = (word: string) => string;

/**
 * Words that need no quotes. zsh expands `=` at the start of a word and, as an option, after another `=`;
 * fish expands `%self`, and `%1` is a job.
 */
const SAFE_WORD = /^(?!.*==)[A-Za-z0-9_@+:,./-][A-Za-z0-9_@%+=:,./-]*$/;

/** Quotes and backslashes, or a run of anything else. */
const PARTS = /['\\]+|[^'\\]+/g;

/**
 * Quotes one word for bash, dash, zsh and fish alike, if needed. Within single quotes fish knows two escapes, \' and \\,
 * and the other shells none. Within double quotes all of them read ' and \\ in the same way, so these are put there, and
 * nothing else is.
 */
export const quoteWord: QuoteWord = (word) =>
  SAFE_WORD.test(word) ? word : (word.match(PARTS)?.map(quotePart).join("") ?? "''");

const quotePart = (part: string): string =>
  /^['\\]/.test(part) ? `"${part.replaceAll("\\", "\\\\")}"` : `'${part}'`;

/** Quotes words and joins them with spaces. */
export const quoteLine = (words: readonly string[], quote: QuoteWord = quoteWord): CommandLine =>
  words.map(quote).join(" ") as CommandLine;

/** A template tag that quotes each value: shellText`export NAME=${value}`. */
export const shellText = (text: TemplateStringsArray, ...values: readonly string[]): CommandLine =>
  quotedInto(text, values, quoteWord);

/** The same for PowerShell, which has its own quotes. */
export const powerShellText = (text: TemplateStringsArray, ...values: readonly string[]): CommandLine =>
  quotedInto(text, values, quoteForPowerShell);

/** A line that sets a variable in PowerShell. */
export const powerShellAssignment = (name: string, value: string): CommandLine =>
  `$env:${name} = ${quoteForPowerShell(value)}` as CommandLine;

const quotedInto = (text: TemplateStringsArray, values: readonly string[], quote: QuoteWord): CommandLine =>
  text
    .map(
      (part, at) =>
        part +
        values
          .slice(at, at + 1)
          .map(quote)
          .join(""),
    )
    .join("") as CommandLine;

/** PowerShell treats all of these as a single quote. Doubling escapes them. */
const APOSTROPHES = /['\u2018-\u201b]/g;

export const quoteForPowerShell: QuoteWord = (word) => `'${word.replace(APOSTROPHES, "$&$&")}'`;

/** One command, continued over several lines. */
export const continuedLine = (lines: readonly CommandLine[]): CommandLine =>
  lines.join(" \\\n  ") as CommandLine;
