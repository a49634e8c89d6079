import { sanitizeLine } from "../output/sanitize.js";
import type { Suggestion, Suggestions } from "./suggestion.js";

const LONGEST_ABOUT = 80;

/**
 * Suggestions in the form that the shells' scripts read: a first line `words`, `list`, or `files`, a tab and the
 * prefix; then a line a word: the word, a tab, and what it is about.
 */
export const answerText = ({ kind, prefix, words }: Suggestions): string =>
  [`${kind}\t${prefix}`, ...words.filter(isTypeable).map(lineOf)].map((line) => `${line}\n`).join("");

/** An id that a shell or a terminal could take for something else is not offered. */
const isTypeable = ({ value }: Suggestion): boolean => value !== "" && sanitizeLine(value) === value;

const lineOf = ({ value, about = "" }: Suggestion): string => {
  const text = Array.from(sanitizeLine(about));
  const short = text.length > LONGEST_ABOUT ? `${text.slice(0, LONGEST_ABOUT - 1).join("")}…` : text.join("");
  return `${value}\t${short}`;
};
