import { distance } from "fastest-levenshtein";

/** The word most likely meant by `typed`, or undefined when none is near. */
export const closest = (typed: string, words: readonly string[]): string | undefined => {
  const wanted = typed.toLowerCase();
  const near = words
    .map((word) => ({ word, slips: slipsBetween(wanted, word.toLowerCase()) }))
    .filter(({ word, slips }) => slips <= tolerance(word) || startsSo(word, wanted))
    .sort((a, b) => a.slips - b.slips);
  return near[0]?.word;
};

/** Edit distance in which two swapped letters are less than one slip: no mistake is more common. */
const slipsBetween = (typed: string, word: string): number =>
  isOneSwapAway(typed, word) ? 0.5 : distance(typed, word);

const isOneSwapAway = (typed: string, word: string): boolean =>
  Array.from(typed.slice(1), (_, at) => swapAt(typed, at)).includes(word);

const swapAt = (text: string, at: number): string =>
  text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);

const tolerance = (word: string): number => Math.max(1, Math.floor(word.length / 3));

const startsSo = (word: string, typed: string): boolean =>
  typed.length >= 2 && word.toLowerCase().startsWith(typed);

/** A guess as the end of a message: `. Did you mean "primary"?`, or nothing. */
export const didYouMean = (meant: string | undefined): string =>
  meant === undefined ? "" : `. Did you mean "${meant}"?`;
