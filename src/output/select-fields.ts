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
    throw new Failure("E_FIELD", "--fields names no field", { hint: [knownFieldsText(known)] });
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
  throw new Failure("E_FIELD", `"${field}" is not a field${didYouMean(meant)}`, {
    hint: [knownFieldsText(known), "--query reaches everything else."],
    correction: meant === undefined ? undefined : { wrong: field, right: meant },
  });
};

/** Any path below a known field is accepted, unless the known fields list its subfields. */
const isInside = (field: string, name: string, known: readonly string[]): boolean =>
  field.startsWith(`${name}.`) && !known.some((other) => other.startsWith(`${name}.`));

const knownFieldsText = (known: readonly string[]): string => `Fields: ${known.join(", ")}.`;

/** The value at a path, or undefined; a number is an index into a list. */
const valueAt = (value: JsonValue | undefined, path: readonly string[]): JsonValue | undefined =>
  path.reduce<JsonValue | undefined>((at, key) => {
    if (Array.isArray(at)) return /^\d+$/.test(key) ? at[Number(key)] : undefined;
    return isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }, value);

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
  columns: fields.map((field) => ({ title: field, isName: true })),
  rows: (Array.isArray(document) ? document : [document]).map((item) =>
    fields.map((field) => cellOf(valueAt(item, field.split(".")))),
  ),
});

export const cellOf = (value: JsonValue | undefined): Cell => {
  if (value === undefined || value === null) return "none";
  return typeof value === "object" ? { json: value } : { text: String(value) };
};
