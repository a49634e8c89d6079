import stringWidth from "string-width";

const ELLIPSIS = "…";
const LETTERS = new Intl.Segmenter();
/** More columns than any terminal has; only this much of a text is measured letter by letter. */
const MOST_MEASURED = 1_024;
/**
 * UTF-16 units that one column can hold: a family emoji has 11 for its two columns, scripts that stack their marks have
 * four. More than that is a pile of marks, and is cut.
 */
const UNITS_PER_COLUMN = 16;
const PRINTABLE_ASCII = /^[ -~]*$/;

/**
 * How many columns a text takes on a terminal. Measuring takes microseconds a letter, so beyond what any terminal
 * shows every unit counts as one column.
 */
export const columnWidth = (text: string): number =>
  text.length <= MOST_MEASURED
    ? widthOf(text)
    : widthOf(headOf(text, MOST_MEASURED)) + text.length - MOST_MEASURED;

const widthOf = (text: string): number => (PRINTABLE_ASCII.test(text) ? text.length : stringWidth(text));

/** Whether a text is at most that wide. A longer text than the columns could hold is not measured. */
export const fitsIn = (text: string, columns: number): boolean =>
  text.length <= UNITS_PER_COLUMN * Math.max(columns, 1) && columnWidth(text) <= columns;

/** The first units of a text, without half a character at its end. */
export const headOf = (text: string, units: number): string =>
  text.slice(0, units).replace(/[\ud800-\udbff]$/, "");

/** How a text is divided into what a reader sees as one letter each. */
type Segments = (text: string) => Iterable<{ readonly segment: string }>;

/**
 * The text cut to that many columns, with an ellipsis where it was cut; letters stay whole, wide ones count twice.
 * @param segments only what can be shown is divided, however long the text is
 */
export const fitText = (
  text: string,
  columns: number,
  segments: Segments = (part) => LETTERS.segment(part),
): string => {
  if (fitsIn(text, columns)) return text;
  let fitted = "";
  let width = stringWidth(ELLIPSIS);
  for (const { segment } of segments(headOf(text, UNITS_PER_COLUMN * Math.max(columns, 1)))) {
    width += widthOf(segment);
    if (width > columns) break;
    fitted += segment;
  }
  return `${fitted.trimEnd()}${ELLIPSIS}`;
};
