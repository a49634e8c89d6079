/** Terminal control sequences: CSI, OSC and the other string sequences, then any lone escape. */
const SEQUENCES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/g;
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;
/**
 * Bidirectional controls, and characters without width that could be hidden in a word or carry another text: fillers,
 * soft hyphens, annotations, tags.
 */
export const INVISIBLE =
  /\u034f|\u17b4|\u17b5|[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;

/** Joiners are needed in emoji and in scripts with joined letters. */
const JOINERS = /[\u200c\u200d]+/g;
const JOINER = /[\u200c\u200d]/;
const CHUNK_SIZE = 2 ** 16;
const LOW_SURROGATE = /[\udc00-\udfff]/;

/** Returns the replacement of a match. @param at its index in the whole text */
type Replacement = (match: string, at: number, whole: string) => string;

/** Whether two adjacent characters belong to one run of joiners. */
const areJoiners = (before: string, after: string): boolean => JOINER.test(before) && JOINER.test(after);

/** Whether a joiner has characters to join on both sides; ASCII is never joined. */
const isJoining = (at: number, length: number, text: string): boolean =>
  text.charCodeAt(at - 1) > 0x7f && text.charCodeAt(at + length) > 0x7f;

/** Fast path: a list can have a hundred thousand plain cells, and compiling the patterns above takes milliseconds. */
const PLAIN = /^[ -~\n]*$/;

/**
 * Makes untrusted text safe on a terminal: no control bytes except line feeds, no escape sequences, no bidirectional
 * overrides, no invisible characters, no lone surrogates. Idempotent.
 */
export const sanitize = (text: string): string => (PLAIN.test(text) ? text : removeUnsafe(text));

const PLAIN_LINE = /^[ -~]*$/;

const removeUnsafe = (text: string): string => {
  const shown = text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/\t/g, " ")
    .replace(SEQUENCES, "")
    .replace(CONTROLS, "")
    .replace(INVISIBLE, "");
  return replaceJoiners(shown, (run, joins) => (joins ? run.charAt(0) : ""));
};

/** Replaces each run of joiners. `joins` is true if it has characters to join on both sides. */
export const replaceJoiners = (text: string, replacement: (run: string, joins: boolean) => string): string =>
  replaceInChunks(
    text,
    JOINERS,
    (run, at, whole) => replacement(run, isJoining(at, run.length, whole)),
    areJoiners,
  );

/** The same on one line. Matches each run of white space once: a pattern around \n would take quadratic time. */
export const sanitizeLine = (text: string): string =>
  PLAIN_LINE.test(text)
    ? text
    : sanitize(text).replace(/\s+/g, (space) => (space.includes("\n") ? " " : space));

/** Whether sanitizing removes more than white space. */
export const isUnsafe = (text: string): boolean =>
  !PLAIN.test(text) && sanitize(text) !== text.replace(/\r\n?/g, "\n").replace(/\t/g, " ");

/**
 * `text.replace` in chunks: V8 keeps all matches of a call in memory, which takes hundreds of megabytes for millions of
 * matches.
 * @param isOneMatch whether two adjacent characters can be parts of one match, which must not be split
 */
export const replaceInChunks = (
  text: string,
  pattern: RegExp,
  replacement: Replacement,
  isOneMatch: (before: string, after: string) => boolean,
): string => {
  if (text.length <= CHUNK_SIZE)
    return text.replace(pattern, (match, at, whole) => replacement(match, at, whole));
  const parts: string[] = [];
  for (let start = 0; start < text.length; ) {
    const from = start;
    let end = Math.min(start + CHUNK_SIZE, text.length);
    while (end < text.length && splitsMatch(text, end, isOneMatch)) end += 1;
    parts.push(text.slice(from, end).replace(pattern, (match, at) => replacement(match, from + at, text)));
    start = end;
  }
  return parts.join("");
};

const splitsMatch = (
  text: string,
  at: number,
  isOneMatch: (before: string, after: string) => boolean,
): boolean => LOW_SURROGATE.test(text.charAt(at)) || isOneMatch(text.charAt(at - 1), text.charAt(at));
