import { objectChecker } from "./check-object.js";
import { checkAll, splitAll } from "./checked-batches.js";
import { decodeText } from "./decode-text.js";
import { delimiterOf, formatByText } from "./find-format.js";
import { openTable } from "./open-table.js";
import { LONGEST_ROW } from "./row-limit.js";
import type { OpenRows, RowFormat, RowsInput } from "./rows-input.js";
import { splitJson } from "./split-json.js";
import { splitLines } from "./split-lines.js";

/**
 * Reads as far as it takes to know the format and the columns.
 * @throws Failure E_ROWS for an input that no rows can be read of
 */
export const openRows = async (input: RowsInput): Promise<OpenRows> => {
  const texts = decodeText(input.chunks);
  try {
    const head = await readHead(texts, input.format);
    const format = input.format ?? formatByText(head);
    const lineEnd = format !== "json" && /\r?\n/.exec(head)?.[0] === "\r\n" ? "\r\n" : "\n";
    if (format === "csv" || format === "tsv") {
      return {
        format,
        lineEnd,
        ...(await openTable(texts, head, delimiterOf(format, firstLine(head)), input)),
      };
    }
    const splits = splitAll(texts, head, format === "json" ? splitJson() : splitLines());
    const check = objectChecker(input);
    return {
      format,
      lineEnd,
      header: undefined,
      batches: checkAll(splits, ({ raw }, reasons) => check(raw, reasons)),
    };
  } catch (error) {
    await texts.return(undefined);
    throw error;
  }
};

/** The beginning of the text: the first line that says something, or as much as tells a list. */
const readHead = async (
  texts: AsyncGenerator<string, undefined>,
  format: RowFormat | undefined,
): Promise<string> => {
  const mayBeList = format === undefined || format === "json";
  let head = "";
  while (head.length <= LONGEST_ROW) {
    const said = head.trimStart();
    if (said.includes("\n") || (mayBeList && said.startsWith("["))) break;
    const { value } = await texts.next();
    if (value === undefined) break;
    head += value;
  }
  return head;
};

const firstLine = (head: string): string => head.trimStart().split("\n", 1)[0] ?? "";
