const LONGEST = 60;

/** A text of the input in a sentence: quoted, on one line, and no longer than a sentence bears. */
export const shown = (text: string): string =>
  JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
