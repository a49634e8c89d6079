import { programText } from "../output/cell-text.js";
import { LEVEL_SIGNS } from "../output/logger.js";
import { sanitize, sanitizeLine } from "../output/sanitize.js";
import type { Cell, Field, Table, View } from "../output/view.js";

/** Of 1 MiB that a step has in all. */
const TABLE_BYTES = 64 * 1_024;
const LONGEST_TEXT = 500;
const LONGEST_BLOCK = 16_000;

/**
 * A result as part of a page of Markdown. It is HTML, of `pre`, `code` and a table without blank lines: Markdown reads
 * nothing inside it, and GitHub makes neither mentions nor links there. So text from outside needs no more than
 * HTML's own escapes.
 */
export const viewSummary = ({ headline, title = [], table, footer = [], warnings = [] }: View): string => {
  const lines = [
    ...(headline === undefined
      ? []
      : [`${LEVEL_SIGNS[headline.level][0]} ${headline.text}   ${headline.context ?? ""}`]),
    ...title,
    ...(footer.length === 0 ? [] : [footer.map(fieldText).join(" · ")]),
    ...warnings.map((warning) => `! ${warning}`),
  ];
  const shown = lines.map((line) => escaped(short(line).trim())).filter((line) => line !== "");
  const head = `<pre>${shown.join("\n")}</pre>`;
  return `\n${head}\n\n${table === undefined || table.rows.length === 0 ? "" : `${htmlTable(table)}\n\n`}`;
};

/** A text of several lines, as it would stand on a terminal. */
export const textSummary = (text: string): string =>
  `\n<pre>${escaped(sanitize(text.slice(0, LONGEST_BLOCK)))}</pre>\n\n`;

const fieldText = ({ label, value }: Field): string => `${label} ${programText(value)}`.trim();

const htmlTable = ({ columns, rows }: Table): string => {
  const seen = columns.flatMap((column, at) =>
    column.optional && rows.every((row) => isEmpty(row[at])) ? [] : [{ ...column, at }],
  );
  const heads = seen.map(({ title }) => `<th>${escaped(short(title))}</th>`).join("");
  const shown: string[] = [];
  let room = TABLE_BYTES;
  for (const row of rows) {
    const cells = seen.map(({ at }) => `<td>${cellHtml(row[at])}</td>`).join("");
    room -= Buffer.byteLength(cells);
    if (room < 0) break;
    shown.push(`<tr>${cells}</tr>`);
  }
  const left = rows.length - shown.length;
  const rest = left === 0 ? "" : `<tr><td colspan="${seen.length}">and ${left} more</td></tr>`;
  return `<table><tr>${heads}</tr>${shown.join("")}${rest}</table>`;
};

const isEmpty = (cell: Cell | undefined): boolean => cell === undefined || programText(cell) === "";

const cellHtml = (cell: Cell | undefined): string =>
  cell === undefined || isEmpty(cell) ? "" : `<code>${escaped(short(programText(cell)))}</code>`;

/** One line; what is cut off is in the outputs and in the JSON. */
const short = (text: string): string => {
  const line = sanitizeLine(text.slice(0, 2 * LONGEST_TEXT));
  return line.length <= LONGEST_TEXT && text.length <= 2 * LONGEST_TEXT
    ? line
    : `${line.slice(0, LONGEST_TEXT).toWellFormed()}…`;
};

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
