/** Novu's database keeps 100 levels; JSON.stringify and other recursive steps fail at several thousand. */
export const DEEPEST_ANSWER = 1_000;

/** Beside its text: what a value costs in memory, counted in levels of the indentation that it gets when printed. */
const COST_OF_VALUE = 16;
const COST_OF_KEY = 8;
/** A page of 100 messages may have 5,000 fields each, ten levels deep; a usual one has 60 to 150. */
const MOST_COST = 20_000_000;

/** Why a JSON text is not parsed: it would take too much memory, or exhaust the stack later. */
export type BoundsProblem = "too deep" | "too many values";

const QUOTE = '"'.charCodeAt(0);
const COMMA = ",".charCodeAt(0);
const COLON = ":".charCodeAt(0);
const OPENING: ReadonlySet<number> = new Set([..."[{"].map((sign) => sign.charCodeAt(0)));
const CLOSING: ReadonlySet<number> = new Set([..."]}"].map((sign) => sign.charCodeAt(0)));

/**
 * Holds a JSON text against the bounds without parsing it: one pass, no memory. Small values cost many times their
 * text once they are parsed. What it says of a text that is not JSON means nothing.
 */
export const boundsProblem = (json: string): BoundsProblem | undefined => {
  let depth = 0;
  let cost = 0;
  for (let at = 0; at < json.length; at += 1) {
    const unit = json.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(json, at);
    else if (unit === COMMA) cost += COST_OF_VALUE + depth;
    else if (unit === COLON) cost += COST_OF_KEY;
    else if (OPENING.has(unit)) {
      depth += 1;
      cost += COST_OF_VALUE + depth;
    } else if (CLOSING.has(unit)) depth -= 1;
    if (depth > DEEPEST_ANSWER) return "too deep";
    if (cost > MOST_COST) return "too many values";
  }
  return undefined;
};

/** The place of the quotation mark that ends a string; the text's end where none does. */
export const endOfString = (json: string, start: number): number => {
  for (let end = json.indexOf('"', start + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let first = end;
    while (first - 1 > start && json.charAt(first - 1) === "\\") first -= 1;
    if ((end - first) % 2 === 0) return end;
  }
  return json.length;
};
