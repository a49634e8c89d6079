import { areJoiners, INVISIBLE, isJoining, JOINERS, replaceInPieces } from "./sanitize.js";

/** A document as JSON for people and programs: two spaces, one document. */
export const toJson = (document: unknown): string => harmless(JSON.stringify(document, undefined, 2));

/** One compact document a line; a list is its items. */
export const toNdjson = (document: unknown): string =>
  (Array.isArray(document) ? document : [document]).map((item) => harmless(JSON.stringify(item))).join("\n");

/**
 * What JSON may hold bare and a terminal could obey or hide: control characters, and what cleaning would take out
 * of a text. Escaped they mean the same.
 */
const HIDDEN = new RegExp(`(?:[\\u007f-\\u009f]|${INVISIBLE.source})+`, "gu");
const NOT_PLAIN = /[^\0-~]/;

/** JSON made harmless to look at, without a change to what it says. */
export const harmless = (json: string): string => {
  const text = escapeLogCommands(json);
  if (!NOT_PLAIN.test(text)) return text;
  const shown = replaceInPieces(text, HIDDEN, escaped, () => false);
  return replaceInPieces(
    shown,
    JOINERS,
    (run, at, whole) => (run.length === 1 && isJoining(at, run.length, whole) ? run : escaped(run)),
    areJoiners,
  );
};

const HASH = "#".charCodeAt(0);
const BRACKET = "[".charCodeAt(0);
const LAST_ASCII = 0x7f;

/**
 * Escapes the bracket of `##[`, which starts a command to GitHub's runner anywhere in a log; what is not ASCII may
 * stand between, because the runner's comparison can ignore it. One pass: a pattern that looks behind each
 * character for the two hashes takes quadratic time in a long text without ASCII.
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
      parts.push(json.slice(kept, at), escaped("["));
      kept = at + 1;
    }
    hashes = unit === HASH ? hashes + 1 : 0;
  }
  return parts.length === 0 ? json : parts.join("") + json.slice(kept);
};

const escaped = (characters: string): string => {
  const units: string[] = [];
  for (let at = 0; at < characters.length; at += 1) units.push(escapeOf(characters.charCodeAt(at)));
  return units.join("");
};

const ESCAPES = new Map<number, string>();

/** Each is made once: a text can have ten million of the same. */
const escapeOf = (unit: number): string => {
  const known = ESCAPES.get(unit) ?? `\\u${unit.toString(16).padStart(4, "0")}`;
  ESCAPES.set(unit, known);
  return known;
};
