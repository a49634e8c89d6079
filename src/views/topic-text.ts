import { wrapWords } from "../output/wrap-words.js";
import { columns } from "./help-text.js";

/** A paragraph; names and their meanings; or lines to copy, which stay as they are. */
export type Block =
  | string
  | { readonly rows: readonly (readonly [string, string])[] }
  | { readonly lines: readonly string[] };

const INDENT = "  ";

/** The blocks as a text of so many columns. */
export const topicText = (blocks: readonly Block[], width: number): string =>
  blocks.map((block) => blockLines(block, width).join("\n")).join("\n\n");

const blockLines = (block: Block, width: number): string[] => {
  if (typeof block === "string") return wrapWords(block, width);
  const lines = "rows" in block ? columns(block.rows, width - INDENT.length) : block.lines;
  return lines.map((line) => INDENT + line);
};
