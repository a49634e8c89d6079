import { distance } from "fastest-levenshtein";

/** The word most likely meant by `typed`, or undefined if none is similar. */
export const closest = (typed: string, words: readonly string[]): string | undefined => {
  const wanted = typed.toLowerCase();
  const near = words
    .map((word) => ({ word, edits: editDistance(wanted, word.toLowerCase()) }))
    .filter(({ word, edits }) => edits <= tolerance(word) || isPrefix(word, wanted))
    .sort((a, b) => a.edits - b.edits);
  return near[0]?.word;
};

/** Edit distance in which swapping two letters costs less than one edit: it is the most common mistake. */
const editDistance = (typed: string, word: string): number =>
  isOneSwapAway(typed, word) ? 0.5 : distance(typed, word);

const isOneSwapAway = (typed: string, word: string): boolean => swapsOf(typed).includes(word);

/** The text with each two neighbours swapped. */
const swapsOf = (text: string): readonly string[] => Array.from(text.slice(1), (_, at) => swapAt(text, at));

const swapAt = (text: string, at: number): string =>
  text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);

const tolerance = (word: string): number => Math.max(1, Math.floor(word.length / 3));

const isPrefix = (word: string, typed: string): boolean =>
  typed.length >= 2 && word.toLowerCase().startsWith(typed);

/**
 * Whether `typed` is a mistyped `word`: not equal, but at most two edits away, ignoring case. An edit adds, removes or replaces
 * a letter, or swaps two neighbours (Damerau-Levenshtein).
 */
export const isTypoOf = (typed: string, word: string): boolean => {
  const [given, wanted] = [typed.toLowerCase(), word.toLowerCase()];
  // A long text needs no look to be far away.
  if (typed === word || Math.abs(given.length - wanted.length) > 2) return false;
  return (
    distance(given, wanted) <= 2 ||
    swapsOf(given).some((swapped) => distance(swapped, wanted) <= 1 || isOneSwapAway(swapped, wanted))
  );
};

/** The suggestion at the end of a message: `. Did you mean "primary"?`, or nothing. */
export const didYouMean = (meant: string | undefined): string =>
  meant === undefined ? "" : `. Did you mean "${meant}"?`;
