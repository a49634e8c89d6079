import { endOfString } from "./json-bounds.js";

const QUOTE = '"';
const TO_VALUE = /\s*:/y;

/**
 * The first key that an object of a JSON text has twice; a parser keeps the last value and drops the others. For a text
 * that is not JSON the result has no meaning.
 */
export const duplicateKey = (json: string): string | undefined => {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < json.length; at += 1) {
    const char = json.charAt(at);
    if (char === "{") open.push(new Set());
    else if (char === "[") open.push(undefined);
    else if (char === "}" || char === "]") open.pop();
    if (char !== QUOTE) continue;
    const start = at;
    at = endOfString(json, start);
    TO_VALUE.lastIndex = at + 1;
    const keys = open.at(-1);
    if (keys === undefined || !TO_VALUE.test(json)) continue;
    const key = keyIn(json.slice(start, at + 1));
    if (keys.has(key)) return key;
    keys.add(key);
  }
  return undefined;
};

/** Two keys can be the same although one is written with escapes. */
const keyIn = (text: string): string => (text.includes("\\") ? unescaped(text) : text.slice(1, -1));

const unescaped = (text: string): string => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
