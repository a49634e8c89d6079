import { BUTTONS } from "./action.js";
import { isTypoOf } from "./did-you-mean.js";
import type { ButtonSelector } from "./message.js";

/** A word that was meant as one of the two buttons, or as a label. */
type ButtonWord = ButtonSelector | { readonly typoOf: string } | { readonly isBlank: true };

/**
 * What a word for a button means. A mistyped button is told from a label here, because as a label it would be found only
 * after the message was read.
 * @param words the words that could be mistyped
 */
export const readButtonWord = (text: string, words: readonly string[] = BUTTONS): ButtonWord => {
  const type = BUTTONS.find((word) => word === text);
  if (type !== undefined) return { type };
  const meant = words.find((word) => isTypoOf(text.trim(), word));
  if (meant !== undefined) return { typoOf: meant };
  return text.trim() === "" ? { isBlank: true } : { label: text };
};
