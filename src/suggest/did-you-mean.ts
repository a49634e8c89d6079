import { closest } from "./closest.js";

/** A suggestion as the end of a sentence, or nothing: ` Did you mean "primary"?` */
export const didYouMean = (typed: string, words: readonly string[]): string => {
  const word = closest(typed, words);
  return word === undefined ? "" : ` Did you mean "${word}"?`;
};
