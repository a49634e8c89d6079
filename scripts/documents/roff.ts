/** Escapes text for roff: no line is a request, hyphens are minus signs, and the result is ASCII. */
export const roffText = (text: string): string =>
  text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replace(/^([.'])/gm, "\\&$1")
    .replace(/[^\n -~]/gu, (char) => `\\[u${codePoint(char)}]`);

const codePoint = (char: string): string =>
  (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");

export const heading = (title: string): string => `.SH ${roffText(title.toUpperCase())}`;

export const paragraph = (text: string): string => `.PP\n${roffText(text)}`;

/** A name with an indented description. */
export const entry = (name: string, meaning: string): string =>
  `.TP\n\\fB${roffText(name)}\\fR\n${roffText(meaning)}`;

/** Preformatted lines, such as commands to copy. */
export const listing = (lines: readonly string[]): string =>
  [".PP", ".RS 4", ".nf", ...lines.map(roffText), ".fi", ".RE"].join("\n");
