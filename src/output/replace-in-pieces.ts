const PIECE = 2 ** 16;
const LOW_SURROGATE = /[\udc00-\udfff]/;

/** What takes a match's place. @param at where it stands in the whole text */
export type Replacement = (match: string, at: number, whole: string) => string;

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
