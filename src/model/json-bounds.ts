/** Novu's database keeps 100 levels; JSON.stringify and other recursive steps fail at several thousand. */
export const MAX_JSON_DEPTH = 1_000;

/** Estimated memory of a value besides its text. The unit is one level of indentation of one line of printed JSON. */
const COST_OF_VALUE = 16;
const COST_OF_KEY = 8;
/** Allows a page of 100 messages with 5,000 fields each, ten levels deep; a typical message has 60 to 150 fields. */
const MAX_COST = 20_000_000;

/** Why a JSON text is not parsed: it would exhaust the stack later, or take too much memory. */
type BoundsProblem = "too deep" | "too many values";

const QUOTE = '"'.charCodeAt(0);
const COMMA = ",".charCodeAt(0);
const COLON = ":".charCodeAt(0);
const OPENING_BRACKETS: ReadonlySet<number> = new Set([..."[{"].map((sign) => sign.charCodeAt(0)));
const CLOSING_BRACKETS: ReadonlySet<number> = new Set([..."]}"].map((sign) => sign.charCodeAt(0)));

/**
 * Checks a JSON text against the limits before it is parsed, in one pass and without allocating: parsed small values
 * take many times the memory of their text. For a text that is not JSON the result has no meaning.
 */
export const boundsProblem = (json: string): BoundsProblem | undefined => {
  let depth = 0;
  let cost = 0;
  for (let at = 0; at < json.length; at += 1) {
    const char = json.charCodeAt(at);
    if (char === QUOTE) at = endOfString(json, at);
    else if (char === COMMA) cost += COST_OF_VALUE + depth;
    else if (char === COLON) cost += COST_OF_KEY;
    else if (OPENING_BRACKETS.has(char)) {
      depth += 1;
      cost += COST_OF_VALUE + depth;
    } else if (CLOSING_BRACKETS.has(char)) depth -= 1;
    if (depth > MAX_JSON_DEPTH) return "too deep";
    if (cost > MAX_COST) return "too many values";
  }
  return undefined;
};

/** The index of the quotation mark that ends the string; the length of the text if there is none. */
export const endOfString = (json: string, start: number): number => {
  for (let end = json.indexOf('"', start + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let first = end;
    while (first - 1 > start && json.charAt(first - 1) === "\\") first -= 1;
    if ((end - first) % 2 === 0) return end;
  }
  return json.length;
};
