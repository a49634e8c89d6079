import { programText } from "./cell-text.js";
import type { Screen } from "./screen.js";

/** Every text of a screen that came from outside. */
export const screenTexts = ({ title = [], table, facts = [], footer = [] }: Screen): string[] => [
  ...title,
  ...(table?.columns ?? []).map((column) => column.title),
  ...(table?.rows.flat() ?? []).map(programText),
  ...[...facts, ...footer].map(({ value }) => programText(value)),
];
