/** Terminal control sequences: CSI, OSC and the other string sequences, then any lone escape. */
const SEQUENCES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/g;
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;
/**
 * Marks that turn the direction of what follows, and what has no width of its own and could hide in a word or
 * carry another text: fillers, soft hyphens, annotations, tags.
 */
export const INVISIBLE =
  /\u034f|\u17b4|\u17b5|[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;

/** Joiners belong to emoji and to scripts that bind their letters. */
export const JOINERS = /[\u200c\u200d]+/g;

const JOINER = /[\u200c\u200d]/;

const PIECE = 2 ** 16;
const LOW_SURROGATE = /[\udc00-\udfff]/;

/** What takes a match's place. @param at where it stands in the whole text */
type Replacement = (match: string, at: number, whole: string) => string;

/** Whether two characters belong to one run of joiners. */
export const areJoiners = (before: string, after: string): boolean =>
  JOINER.test(before) && JOINER.test(after);

/** Whether a joiner has something to join on both sides; nothing of ASCII is ever joined. */
export const isJoining = (at: number, length: number, text: string): boolean =>
  text.charCodeAt(at - 1) > 0x7f && text.charCodeAt(at + length) > 0x7f;

/**
 * Most text is of nothing else: a list has a hundred thousand such cells, and the patterns above take some
 * milliseconds to be made ready.
 */
const PLAIN = /^[ -~\n]*$/;

/**
 * Text from a server or a tenant, harmless on a terminal: no control bytes but the line feed, no escape
 * sequences, no bidirectional overrides, nothing that cannot be seen, no lone surrogates. Idempotent.
 */
export const sanitize = (text: string): string => (PLAIN.test(text) ? text : cleaned(text));

const PLAIN_LINE = /^[ -~]*$/;

const cleaned = (text: string): string => {
  const shown = text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/\t/g, " ")
    .replace(SEQUENCES, "")
    .replace(CONTROLS, "")
    .replace(INVISIBLE, "");
  return replaceInPieces(
    shown,
    JOINERS,
    (run, at, whole) => (isJoining(at, run.length, whole) ? run.charAt(0) : ""),
    areJoiners,
  );
};

/** The same on one line. Each run of white space is looked at once: a pattern around \n would be quadratic. */
export const sanitizeLine = (text: string): string =>
  PLAIN_LINE.test(text)
    ? text
    : sanitize(text).replace(/\s+/g, (space) => (space.includes("\n") ? " " : space));

/** Whether cleaning took something away that was not mere white space. */
export const isUnsafe = (text: string): boolean =>
  !PLAIN.test(text) && sanitize(text) !== text.replace(/\r\n?/g, "\n").replace(/\t/g, " ");

/**
 * `text.replace` piece by piece: V8 keeps every match of a call until its end, which takes hundreds of megabytes for a
 * text of millions of them.
 * @param isOneMatch whether two characters beside each other can be parts of one match, which is not to be cut
 */
export const replaceInPieces = (
  text: string,
  pattern: RegExp,
  replacement: Replacement,
  isOneMatch: (before: string, after: string) => boolean,
): string => {
  if (text.length <= PIECE) return text.replace(pattern, (match, at, whole) => replacement(match, at, whole));
  const parts: string[] = [];
  for (let start = 0; start < text.length; ) {
    const from = start;
    let end = Math.min(start + PIECE, text.length);
    while (end < text.length && isCut(text, end, isOneMatch)) end += 1;
    parts.push(text.slice(from, end).replace(pattern, (match, at) => replacement(match, from + at, text)));
    start = end;
  }
  return parts.join("");
};

const isCut = (text: string, at: number, isOneMatch: (before: string, after: string) => boolean): boolean =>
  LOW_SURROGATE.test(text.charAt(at)) || isOneMatch(text.charAt(at - 1), text.charAt(at));
