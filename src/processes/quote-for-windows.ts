import { type QuoteWord, quoteForPowerShell, quoteWord } from "./quote.js";

/** Without comma, `@` and `%`, which have a meaning in PowerShell or cmd. */
const SAFE_WORD = /^[A-Za-z0-9_+=:./\\-]+$/;
/** What cmd or PowerShell interprets within double quotes, or what would end them. */
const NOT_IN_DOUBLE_QUOTES = /["$`%!\u201c-\u201e\r\n]|\\$/;

interface ShellContext {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Quotes one word for the shells of Windows: bare if possible, otherwise in double quotes, which PowerShell and cmd read
 * alike. Words that double quotes cannot hold, such as JSON, get PowerShell's single quotes.
 */
const quoteForWindows = (word: string): string => {
  if (SAFE_WORD.test(word)) return word;
  if (word !== "" && !NOT_IN_DOUBLE_QUOTES.test(word)) return `"${word}"`;
  return quoteForPowerShell(word);
};

/** The quoting for the user's shell. Git Bash and similar shells on Windows set MSYSTEM or SHELL. */
export const quotingAt = (context: ShellContext): QuoteWord =>
  usesPowerShell(context) ? quoteForWindows : quoteWord;

/** Whether the user's shell is PowerShell or cmd. */
export const usesPowerShell = ({ platform, env }: ShellContext): boolean =>
  platform === "win32" && !env.MSYSTEM && !env.SHELL;
