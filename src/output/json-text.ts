import { INVISIBLE, isJoining, JOINERS } from "./sanitize.js";

/** A document as JSON for people and programs: two spaces, one document. */
export const toJson = (document: unknown): string => harmless(JSON.stringify(document, undefined, 2));

/** One compact document a line; a list is its items. */
export const toNdjson = (document: unknown): string =>
  (Array.isArray(document) ? document : [document]).map((item) => harmless(JSON.stringify(item))).join("\n");

/**
 * What JSON may hold bare and a terminal could obey or hide: control characters, and what cleaning would take out
 * of a text. Escaped they mean the same.
 */
const CONTROLS = /[\u007f-\u009f]/g;
/** Begins a command to GitHub's runner wherever it stands in a log; see github/without-commands. */
const LOG_COMMAND = /(?<=#\P{ASCII}*#\P{ASCII}*)\[/gu;

/** JSON made harmless to look at, without a change to what it says. */
export const harmless = (json: string): string =>
  json
    .replace(CONTROLS, escaped)
    .replace(LOG_COMMAND, escaped)
    .replace(INVISIBLE, escaped)
    .replace(JOINERS, (run, at, whole) =>
      run.length === 1 && isJoining(at, run.length, whole) ? run : escaped(run),
    );

const escaped = (characters: string): string =>
  characters
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
