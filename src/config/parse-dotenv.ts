/** A variable as it is written in a file: `NAME=value`, with or without `export` in front. */
const ASSIGNMENT = /^[^\S\n]*(?:export[^\S\n]+)?([\w.-]+)[^\S\n]*=[^\S\n]*/;

const QUOTES: ReadonlySet<string> = new Set(["'", '"', "`"]);

/**
 * The variables in the text of a .env file, read as the dotenv package reads it. Not Node's own `util.parseEnv`: a
 * comment after a value, an empty value and an `=` in a value mean different things in Node 20.18, 20.20 and 22.
 * Lines that assign nothing are skipped; nothing is expanded. Linear in the length of the text.
 */
export const parseDotenv = (text: string): ReadonlyMap<string, string> => {
  const source = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const variables = new Map<string, string>();
  for (let at = 0; at < source.length; ) {
    const lineEnd = endOfLine(source, at);
    const [start = "", name] = ASSIGNMENT.exec(source.slice(at, lineEnd)) ?? [];
    if (name === undefined) {
      at = lineEnd + 1;
      continue;
    }
    const { value, end } = valueAt(source, at + start.length, lineEnd);
    variables.set(name, value);
    at = endOfLine(source, end) + 1;
  }
  return variables;
};

const endOfLine = (source: string, from: number): number => {
  const end = source.indexOf("\n", from);
  return end < 0 ? source.length : end;
};

interface Value {
  readonly value: string;
  /** Where it ends in the text; only a quoted one can end on a later line. */
  readonly end: number;
}

const valueAt = (source: string, from: number, lineEnd: number): Value => {
  const quote = source.charAt(from);
  const close = QUOTES.has(quote) && from < lineEnd ? closingQuote(source, from + 1, quote) : -1;
  if (close < 0) {
    const [bare = ""] = source.slice(from, lineEnd).split("#", 1);
    return { value: bare.trim(), end: lineEnd };
  }
  const inside = source.slice(from + 1, close);
  return {
    value: quote === '"' ? inside.replaceAll("\\n", "\n").replaceAll("\\r", "\r") : inside,
    end: close,
  };
};

const closingQuote = (source: string, from: number, quote: string): number => {
  let at = source.indexOf(quote, from);
  while (at > from && source.charAt(at - 1) === "\\") at = source.indexOf(quote, at + 1);
  return at;
};
