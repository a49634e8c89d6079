import type * as v from "valibot";
import type { FieldSource } from "../../src/schemas/command-output.js";

/** In place of names if nothing is known of the document. */
const ANY_FIELD = "*";

/** The names that `--fields` accepts, derived ones first, then in the order of the schema; of several documents, those of the first come first. */
export const fieldNames = ({ of, nested, derived = [] }: FieldSource): readonly string[] => {
  if (of === null) return [];
  if (of.type === "any") return [ANY_FIELD];
  return [...new Set([...derived, ...objectsIn(of).flatMap((entries) => namesIn(entries, nested))])];
};

const namesIn = (entries: v.ObjectEntries, nested: boolean): readonly string[] =>
  Object.entries(entries).flatMap(([name, entry]) => {
    const below = nested ? objectsIn(entry).flatMap((inner) => namesIn(inner, nested)) : [];
    return [name, ...below.map((path) => `${name}.${path}`)];
  });

/** The parts of schemas that hold others. */
interface Holder {
  readonly entries?: v.ObjectEntries;
  readonly wrapped?: object;
  readonly options?: readonly unknown[];
}

/** The objects that a value can be, but not those in its lists. */
const objectsIn = (schema: object): readonly v.ObjectEntries[] => {
  const { entries, wrapped, options = [] }: Holder = schema;
  if (entries !== undefined) return [entries];
  if (wrapped !== undefined) return objectsIn(wrapped);
  return options.flatMap((option) =>
    typeof option === "object" && option !== null ? objectsIn(option) : [],
  );
};
