import { programText } from "./cell-text.js";
import type { Cell, Screen } from "./screen.js";

/** Every text of a screen that came from outside. */
export const screenTexts = ({ title = [], table, facts = [], footer = [] }: Screen): string[] => [
  ...title,
  ...(table?.columns ?? []).map((column) => column.title),
  ...cellTexts(table?.rows ?? []),
  ...[...facts, ...footer].map(({ value }) => programText(value)),
];

const cellTexts = (rows: readonly (readonly Cell[])[]): string[] => {
  const texts: string[] = [];
  for (const row of rows) for (const cell of row) texts.push(programText(cell));
  return texts;
};
