import stringWidth from "string-width";

const ELLIPSIS = "…";
const LETTERS = new Intl.Segmenter();

/** How many columns a text takes on a terminal. */
export const columnsOf = (text: string): number => stringWidth(text);

/** The text cut to so many columns, with a mark where it was cut; letters stay whole, wide ones count twice. */
export const fitText = (text: string, columns: number): string => {
  if (stringWidth(text) <= columns) return text;
  let fitted = "";
  let width = stringWidth(ELLIPSIS);
  for (const { segment } of LETTERS.segment(text)) {
    width += stringWidth(segment);
    if (width > columns) break;
    fitted += segment;
  }
  return `${fitted.trimEnd()}${ELLIPSIS}`;
};
