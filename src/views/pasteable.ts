import { sanitizeLine } from "../output/sanitize.js";
import type { CommandLine, PasteableLine } from "../processes/quote.js";

/**
 * The command line, if it can be shown unchanged; otherwise undefined. If sanitizing removes a character or a key is
 * masked, the shown text would be another command.
 * @param mask is applied to text before it is shown
 */
export const pasteable = (
  line: CommandLine,
  mask: (text: string) => string = (text) => text,
): PasteableLine | undefined =>
  sanitizeLine(line) === line && mask(line) === line ? (line as PasteableLine) : undefined;
