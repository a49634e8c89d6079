import { INVISIBLE, replaceInChunks, replaceJoiners } from "./sanitize.js";

/** A document as JSON for people and programs: two spaces, one document. */
export const toJson = (document: unknown): string => escapeUnsafe(JSON.stringify(document, undefined, 2));

/** One compact document per line; a list is written as its items. */
export const toNdjson = (document: unknown): string =>
  (Array.isArray(document) ? document : [document])
    .map((item) => escapeUnsafe(JSON.stringify(item)))
    .join("\n");

/**
 * Characters that JSON allows unescaped and that a terminal could interpret or hide: control characters, and those that
 * `sanitize` removes. Escaped they mean the same.
 */
const UNSAFE = new RegExp(`(?:[\\u007f-\\u009f]|${INVISIBLE.source})+`, "gu");
const NON_PRINTABLE_ASCII = /[^\0-~]/;

/** Escapes characters that are unsafe on a terminal or in a log; the JSON value stays the same. */
export const escapeUnsafe = (json: string): string => {
  const text = escapeLogCommands(json);
  if (!NON_PRINTABLE_ASCII.test(text)) return text;
  const withoutControls = replaceInChunks(text, UNSAFE, escapeCharacters, () => false);
  return replaceJoiners(withoutControls, (run, joins) =>
    joins && run.length === 1 ? run : escapeCharacters(run),
  );
};

const HASH = "#".charCodeAt(0);
const BRACKET = "[".charCodeAt(0);
const LAST_ASCII = 0x7f;

/**
 * Escapes the bracket of `##[`, which starts a command to GitHub's runner anywhere in a log. The runner's comparison
 * can ignore non-ASCII characters in between. One pass, because a pattern with a look-behind for the two hashes takes
 * quadratic time in a long text without ASCII.
 */
const escapeLogCommands = (json: string): string => {
  if (!json.includes("#")) return json;
  const parts: string[] = [];
  let kept = 0;
  let hashes = 0;
  for (let at = 0; at < json.length; at += 1) {
    const unit = json.charCodeAt(at);
    if (unit > LAST_ASCII) continue;
    if (unit === BRACKET && hashes >= 2) {
      parts.push(json.slice(kept, at), escapeCharacters("["));
      kept = at + 1;
    }
    hashes = unit === HASH ? hashes + 1 : 0;
  }
  return parts.length === 0 ? json : parts.join("") + json.slice(kept);
};

const escapeCharacters = (characters: string): string => {
  const units: string[] = [];
  for (let at = 0; at < characters.length; at += 1) units.push(escapeOf(characters.charCodeAt(at)));
  return units.join("");
};

const ESCAPES = new Map<number, string>();

/** Cached: a text can have ten million of the same character. */
const escapeOf = (unit: number): string => {
  const known = ESCAPES.get(unit) ?? `\\u${unit.toString(16).padStart(4, "0")}`;
  ESCAPES.set(unit, known);
  return known;
};
