declare const quoted: unique symbol;
declare const shownWhole: unique symbol;

/** Text that a shell reads as the words it was made of. Only this file makes it. */
export type CommandLine = string & { readonly [quoted]: true };

/** A command line that reaches the screen unchanged, so that it can be pasted. `pasteable` in `views` makes it. */
export type PasteableLine = CommandLine & { readonly [shownWhole]: true };

/** Makes one word of a command line such that a shell reads it as it is. */
export type QuoteWord = (word: string) => string;

/**
 * Never read as anything but itself. zsh expands `=` at the start of a word and, as an option, after another `=`;
 * fish expands `%self`, and `%1` is a job.
 */
const SAFE_WORD = /^(?!.*==)[A-Za-z0-9_@+:,./-][A-Za-z0-9_@%+=:,./-]*$/;

/** Quotes and backslashes, or a run of anything else. */
const PARTS = /['\\]+|[^'\\]+/g;

/**
 * One word for bash, dash, zsh and fish alike, quoted where it has to be. Within single quotes fish knows two escapes,
 * \' and \\, and the others none; within double quotes all of them read ' and \\ in the same way, and there is nothing
 * else there.
 */
export const quoteWord: QuoteWord = (word) =>
  SAFE_WORD.test(word) ? word : (word.match(PARTS)?.map(quotePart).join("") ?? "''");

const quotePart = (part: string): string =>
  /^['\\]/.test(part) ? `"${part.replaceAll("\\", "\\\\")}"` : `'${part}'`;

/** Words as a line for one of these shells unless another way of quoting is given. */
export const quoteLine = (words: readonly string[], quote: QuoteWord = quoteWord): CommandLine =>
  words.map(quote).join(" ") as CommandLine;

/** Shell text as it stands in the template, each value in it quoted: shellText`export NAME=${value}`. */
export const shellText = (text: TemplateStringsArray, ...values: readonly string[]): CommandLine =>
  quotedInto(text, values, quoteWord);

/** The same for PowerShell, which has its own quotes. */
export const powerShellText = (text: TemplateStringsArray, ...values: readonly string[]): CommandLine =>
  quotedInto(text, values, quoteForPowerShell);

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

/** PowerShell takes all of these for an apostrophe; doubled, each is itself. */
const APOSTROPHES = /['\u2018-\u201b]/g;

export const quoteForPowerShell: QuoteWord = (word) => `'${word.replace(APOSTROPHES, "$&$&")}'`;

/** One command over several lines of the screen. */
export const continuedLine = (lines: readonly CommandLine[]): CommandLine =>
  lines.join(" \\\n  ") as CommandLine;
