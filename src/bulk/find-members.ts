import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";
import { namesLike } from "./column-name.js";
import { ROW_COLUMNS, type RowColumn, type RowsInput } from "./rows-input.js";

/** The keys that lead to a member. */
export type Path = readonly string[];

export type MemberPaths = Readonly<Record<RowColumn, Path>>;

/** Finds where a row has its columns. Rows with the same keys as the one before have them in the same places. */
export const memberFinder = (columns: RowsInput["columns"]) => {
  let shape: string | undefined;
  let paths: MemberPaths;
  return (row: JsonObject): MemberPaths => {
    const keys = Object.keys(row);
    const seen = keys.join("\n");
    if (seen !== shape) {
      paths = pathsAmong(keys, columns);
      shape = seen;
    }
    return paths;
  };
};

const pathsAmong = (keys: readonly string[], columns: RowsInput["columns"]): MemberPaths =>
  Object.fromEntries(
    ROW_COLUMNS.map((column) => [column, pathTo(columns.get(column) ?? column, keys)]),
  ) as Record<RowColumn, Path>;

const pathTo = (name: string, keys: readonly string[]): Path => {
  const [key] = namesLike(name, keys);
  return key === undefined ? name.split(".") : [key];
};

/** The value a path leads to, or undefined. */
export const memberAt = (row: JsonObject, path: Path): JsonValue | undefined => {
  let value: JsonValue | undefined = row;
  for (const key of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
};
