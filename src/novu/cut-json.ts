import type { JsonValue } from "../model/json.js";
import { DEEPEST_ANSWER, endOfString } from "../model/json-bounds.js";
import { parseJson } from "./parse-json.js";

/** A list or an object that is open at the end of the text. */
interface Open {
  readonly end: "]" | "}";
  /** Before its last comma, or behind its bracket: all items up to there are complete. */
  completeTo: number;
}

/** What came of a JSON text of which only the beginning is there; undefined where it isn't JSON. */
export const readCutJson = (text: string): JsonValue | undefined => {
  const open = openAtEnd(text);
  const innermost = open.at(-1);
  if (innermost === undefined) return undefined;
  const ends = open
    .map(({ end }) => end)
    .reverse()
    .join("");
  // Most often the cut is in a text, and its beginning says something too.
  return (
    parseJson(`${text.replace(TORN_ESCAPE, "")}"${ends}`) ??
    parseJson(text.slice(0, innermost.completeTo) + ends)
  );
};

const ENDS: Readonly<Record<string, Open["end"]>> = { "[": "]", "{": "}" };

/** Empty where nothing is open, or more than can be parsed. */
const openAtEnd = (text: string): readonly Open[] => {
  const open: Open[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    const end = ENDS[sign];
    if (sign === '"') at = endOfString(text, at);
    else if (end !== undefined) open.push({ end, completeTo: at + 1 });
    else if (sign === "]" || sign === "}") open.pop();
    else if (sign === ",") setComplete(open.at(-1), at);
    if (open.length > DEEPEST_ANSWER) return [];
  }
  return open;
};

const setComplete = (open: Open | undefined, at: number): void => {
  if (open !== undefined) open.completeTo = at;
};

/** Not `\\+` in front: it would be tried at every backslash of a text full of them. */
const TORN_ESCAPE = /\\(?:u[0-9a-f]{0,3})?$/i;
