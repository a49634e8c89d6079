import { ROW_COLUMNS, type RowColumn } from "../../../bulk/rows-input.js";
import { Failure } from "../../../failures/failure.js";
import { closest } from "../../../model/closest.js";
import { didYouMean } from "../../../model/did-you-mean.js";

/** `type=button`, as what the input calls each field. @throws Failure E_ENUM, E_USAGE, E_CONFLICT */
export const columnsOf = (typed: readonly string[]): ReadonlyMap<RowColumn, string> => {
  const names = new Map<RowColumn, string>();
  for (const text of typed) {
    const at = text.indexOf("=");
    const column = columnOf(at < 0 ? text : text.slice(0, at));
    const name = text.slice(at + 1);
    if (at < 0 || name === "") {
      throw new Failure("E_USAGE", `--map-column ${text} is not field=name`, {
        hint: [`Write --map-column ${column}=… with the input's own name. Nothing was sent.`],
      });
    }
    if (names.has(column)) {
      throw new Failure("E_CONFLICT", `--map-column names ${column} twice`, { hint: ["Nothing was sent."] });
    }
    names.set(column, name);
  }
  return names;
};

const columnOf = (text: string): RowColumn => {
  const column = ROW_COLUMNS.find((name) => name === text);
  if (column !== undefined) return column;
  const meant = closest(text, ROW_COLUMNS);
  throw new Failure("E_ENUM", `--map-column: "${text}" is not a field of a row${didYouMean(meant)}`, {
    hint: [`The field comes first, then the input's name for it. Fields: ${ROW_COLUMNS.join(", ")}.`],
  });
};
