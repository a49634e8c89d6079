import { programText } from "../output/cell-text.js";
import { LEVEL_SIGNS } from "../output/logger.js";
import { sanitize, sanitizeLine } from "../output/sanitize.js";
import type { Cell, Field, Table, View } from "../output/view.js";

/** A step has 1 MiB in all. */
const MAX_TABLE_BYTES = 64 * 1_024;
const MAX_TEXT_LENGTH = 500;
const MAX_BLOCK_LENGTH = 16_000;

/**
 * Renders a view as HTML (`pre`, `code` and a table without blank lines) for a Markdown page. Markdown syntax, mentions
 * and links are not interpreted inside these elements, so untrusted text only needs HTML escaping.
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
  const shown = lines.map((line) => escapeHtml(shortened(line).trim())).filter((line) => line !== "");
  const head = `<pre>${shown.join("\n")}</pre>`;
  return `\n${head}\n\n${table === undefined || table.rows.length === 0 ? "" : `${htmlTable(table)}\n\n`}`;
};

/** Preformatted text of several lines. */
export const textSummary = (text: string): string =>
  `\n<pre>${escapeHtml(sanitize(text.slice(0, MAX_BLOCK_LENGTH)))}</pre>\n\n`;

const fieldText = ({ label, value }: Field): string => `${label} ${programText(value)}`.trim();

const htmlTable = ({ columns, rows }: Table): string => {
  const visible = columns.flatMap((column, at) =>
    column.optional && rows.every((row) => isEmpty(row[at])) ? [] : [{ ...column, at }],
  );
  const heads = visible.map(({ title }) => `<th>${escapeHtml(shortened(title))}</th>`).join("");
  const shown: string[] = [];
  let bytesLeft = MAX_TABLE_BYTES;
  for (const row of rows) {
    const cells = visible.map(({ at }) => `<td>${cellHtml(row[at])}</td>`).join("");
    bytesLeft -= Buffer.byteLength(cells);
    if (bytesLeft < 0) break;
    shown.push(`<tr>${cells}</tr>`);
  }
  const omitted = rows.length - shown.length;
  const rest = omitted === 0 ? "" : `<tr><td colspan="${visible.length}">and ${omitted} more</td></tr>`;
  return `<table><tr>${heads}</tr>${shown.join("")}${rest}</table>`;
};

const isEmpty = (cell: Cell | undefined): boolean => cell === undefined || programText(cell) === "";

const cellHtml = (cell: Cell | undefined): string =>
  cell === undefined || isEmpty(cell) ? "" : `<code>${escapeHtml(shortened(programText(cell)))}</code>`;

/** Cleaned, on one line and shortened. The full text is in the outputs and in the JSON. */
const shortened = (text: string): string => {
  const line = sanitizeLine(text.slice(0, 2 * MAX_TEXT_LENGTH));
  return line.length <= MAX_TEXT_LENGTH && text.length <= 2 * MAX_TEXT_LENGTH
    ? line
    : `${line.slice(0, MAX_TEXT_LENGTH).toWellFormed()}…`;
};

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
