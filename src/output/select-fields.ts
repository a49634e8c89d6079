import { Failure } from "../failures/failure.js";
import { closest, didYouMean } from "../model/did-you-mean.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.js";
import { assignAll, MAX_PAYLOAD_DEPTH } from "../model/payload.js";
import type { Cell, Table } from "./view.js";

/** `--fields a,b.c` as its parts. */
export const splitFields = (text: string): string[] =>
  text
    .split(",")
    .map((field) => field.trim())
    .filter((field) => field !== "");

/** @throws Failure E_FIELD for an unknown field, or an empty list */
export const assertFields = (fields: readonly string[], known: readonly string[]): void => {
  if (fields.length === 0)
    throw new Failure("E_FIELD", "--fields is empty", { hint: [knownFieldsText(known)] });
  for (const field of fields) {
    if (field.split(".").length > MAX_PAYLOAD_DEPTH)
      throw new Failure("E_FIELD", `a name of --fields is nested deeper than ${MAX_PAYLOAD_DEPTH} levels`, {
        hint: ["Each dot is a level. Nothing was sent."],
      });
    assertKnown(field, known);
  }
};

/** In place of the known names if the fields of the documents are not known. */
const ANY_FIELD = "*";

const assertKnown = (field: string, known: readonly string[]): void => {
  if (known.includes(ANY_FIELD)) return;
  if (known.some((name) => field === name || isInside(field, name, known))) return;
  const meant = closest(field, known);
  throw new Failure("E_FIELD", `"${field}" isn't a field${didYouMean(meant)}`, {
    hint: [knownFieldsText(known), "For anything else use --query."],
    correction: meant === undefined ? undefined : { wrong: field, right: meant },
  });
};

/** Any path below a known field is accepted, unless the known fields list its subfields. */
const isInside = (field: string, name: string, known: readonly string[]): boolean =>
  field.startsWith(`${name}.`) && !known.some((other) => other.startsWith(`${name}.`));

/** More names than this are not read. */
const MAX_NAMES = 12;

const knownFieldsText = (known: readonly string[]): string =>
  known.length <= MAX_NAMES
    ? `Fields: ${known.join(", ")}.`
    : `Fields: ${topNames(known).join(", ")}, …. All of them: novu-msg commands --json.`;

/** The first of the names without their paths. */
const topNames = (known: readonly string[]): string[] =>
  [...new Set(known.map((name) => name.split(".")[0] ?? name))].slice(0, MAX_NAMES);

/**
 * The value at a path, or undefined. In a list, a number is an index; a name is that field of every item, in a list again.
 */
const valueAt = (value: JsonValue | undefined, [key, ...rest]: readonly string[]): JsonValue | undefined => {
  if (key === undefined) return value;
  if (Array.isArray(value)) {
    if (/^\d+$/.test(key)) return valueAt(value[Number(key)], rest);
    const values = value.map((item) => valueAt(item, [key, ...rest]));
    return values.every((each) => each === undefined) ? undefined : values.map((each) => each ?? null);
  }
  return isJsonObject(value) && Object.hasOwn(value, key) ? valueAt(value[key], rest) : undefined;
};

/** Only the selected fields of a document, or of each item of a list, at their paths; missing ones are null. */
export const selectFields = (document: JsonValue, fields: readonly string[]): JsonValue => {
  if (Array.isArray(document)) return document.map((item) => selectFields(item, fields));
  const paths = fields.map((field) => field.split("."));
  return assignAll(
    {},
    paths.map((path) => ({ path, value: valueAt(document, path) ?? null })),
  );
};

/** The document, or each item of a list, with the derived values that the fields name. */
export const withDerived = (
  document: JsonValue,
  fields: readonly string[],
  derive: (document: JsonObject) => Readonly<Record<string, JsonValue>>,
): JsonValue => {
  if (Array.isArray(document)) return document.map((item) => withDerived(item, fields, derive));
  if (!isJsonObject(document)) return document;
  const derived = Object.entries(derive(document)).filter(([name]) =>
    fields.some((field) => names(field, name, document)),
  );
  const others = Object.entries(document).filter(([name]) => !derived.some(([other]) => other === name));
  return Object.fromEntries([...others, ...derived]);
};

/** A path into a field of the document itself is no derived name. */
const names = (field: string, name: string, document: JsonObject): boolean =>
  field === name || (field.startsWith(`${name}.`) && !Object.hasOwn(document, name));

/** The selected fields as a table, one column per field. */
export const fieldTable = (document: JsonValue, fields: readonly string[]): Table => ({
  isOneItem: !Array.isArray(document),
  columns: fields.map((field) => ({ title: field, isName: true, isId: isIdName(field) })),
  rows: (Array.isArray(document) ? document : [document]).map((item) =>
    fields.map((field) => cellOf(valueAt(item, field.split(".")))),
  ),
});

/** Whether a field's name says that it holds an ID, as `_id` and `subscriberId` do. */
export const isIdName = (name: string): boolean => /(?:^|[._])id$|Id$/.test(name);

export const cellOf = (value: JsonValue | undefined): Cell => {
  if (value === undefined || value === null) return "none";
  return typeof value === "object" ? { json: value } : { text: String(value) };
};
