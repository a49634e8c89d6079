import { type QuoteWord, quoteWord } from "./quote.js";
import { quoteForWindows } from "./quote-for-windows.js";

interface ShellFacts {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How words are quoted where the user is. Git Bash and its like, on Windows, say that they are there. */
export const quotingAt = ({ platform, env }: ShellFacts): QuoteWord =>
  platform === "win32" && !env.MSYSTEM && !env.SHELL ? quoteForWindows : quoteWord;
