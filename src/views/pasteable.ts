import { sanitizeLine } from "../output/sanitize.js";
import type { CommandLine, PasteableLine } from "../processes/quote.js";

/**
 * The line if it can be shown as it is. Where cleaning takes a character out of it, or a key is masked, what is left
 * would be another command: then there is nothing to offer.
 * @param mask what else is done to text before it is shown
 */
export const pasteable = (
  line: CommandLine,
  mask: (text: string) => string = (text) => text,
): PasteableLine | undefined =>
  sanitizeLine(line) === line && mask(line) === line ? (line as PasteableLine) : undefined;
