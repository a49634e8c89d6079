import stringWidth from "string-width";

const ELLIPSIS = "…";
const GRAPHEMES = new Intl.Segmenter();
/** More columns than any terminal has; only this much of a text is measured by grapheme. */
const MAX_MEASURED_CHARS = 1_024;
/**
 * Maximum UTF-16 units per column: a family emoji has 11 in two columns, and scripts with stacked marks have four.
 * Longer sequences are piles of combining marks, and are cut.
 */
const UNITS_PER_COLUMN = 16;
const PRINTABLE_ASCII = /^[ -~]*$/;

/**
 * How many columns a text takes on a terminal. Measuring takes microseconds per letter, so beyond the width of any
 * terminal every UTF-16 unit counts as one column.
 */
export const columnWidth = (text: string): number =>
  text.length <= MAX_MEASURED_CHARS
    ? widthOf(text)
    : widthOf(headOf(text, MAX_MEASURED_CHARS)) + text.length - MAX_MEASURED_CHARS;

const widthOf = (text: string): number => (PRINTABLE_ASCII.test(text) ? text.length : stringWidth(text));

/** Whether a text is at most that wide. A text too long for the columns in any case is not measured. */
export const fitsIn = (text: string, columns: number): boolean =>
  text.length <= UNITS_PER_COLUMN * Math.max(columns, 1) && columnWidth(text) <= columns;

/** The first UTF-16 units of a text, without a lone surrogate at the end. */
export const headOf = (text: string, units: number): string =>
  text.slice(0, units).replace(/[\ud800-\udbff]$/, "");

/** Splits a text into graphemes. */
type Segments = (text: string) => Iterable<{ readonly segment: string }>;

/**
 * Cuts the text to that many columns and adds an ellipsis if it was cut. Graphemes are not split; wide ones count twice.
 * @param segments is called with the part that can fit only, however long the text is
 */
export const fitText = (
  text: string,
  columns: number,
  segments: Segments = (part) => GRAPHEMES.segment(part),
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
