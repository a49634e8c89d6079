import { type QuoteWord, quoteForPowerShell, quoteWord } from "./quote.js";

/** No comma, `@` or `%`: they make lists and variables. */
const SAFE_WORD = /^[A-Za-z0-9_+=:./\\-]+$/;

/** What cmd or PowerShell would look at between double quotes, or that would end them. */
const NOT_IN_DOUBLE_QUOTES = /["$`%!\u201c-\u201e\r\n]|\\$/;

interface ShellFacts {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * One word for the shells of Windows: bare where it can be, else in double quotes, which PowerShell and cmd read alike;
 * where those will not do, as for JSON, in PowerShell's single ones.
 */
export const quoteForWindows = (word: string): string => {
  if (SAFE_WORD.test(word)) return word;
  if (word !== "" && !NOT_IN_DOUBLE_QUOTES.test(word)) return `"${word}"`;
  return quoteForPowerShell(word);
};

/** How words are quoted where the user is. Git Bash and its like, on Windows, say that they are there. */
export const quotingAt = ({ platform, env }: ShellFacts): QuoteWord =>
  platform === "win32" && !env.MSYSTEM && !env.SHELL ? quoteForWindows : quoteWord;
