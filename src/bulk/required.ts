import type { RowColumn, RowDefaults } from "./rows-input.js";

/** Whether a row cannot do without this column. */
export const isRequired = (column: RowColumn, { type, status }: RowDefaults): boolean => {
  if (column === "type") return type === undefined;
  if (column === "status") return status === undefined;
  return column !== "payload";
};
