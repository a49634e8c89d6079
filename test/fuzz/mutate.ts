import fc from "fast-check";
import type { JsonValue } from "../../src/model/json.js";
import { jsonValue } from "../unit/model/json-arbitrary.js";

/** The ways to every value in a document, its own included. */
const waysIn = (value: JsonValue): (string | number)[][] => {
  if (typeof value !== "object" || value === null) return [[]];
  return [
    [],
    ...Object.entries(value).flatMap(([key, child]) =>
      waysIn(child).map((way) => [Array.isArray(value) ? Number(key) : key, ...way]),
    ),
  ];
};

const replaced = (
  value: JsonValue,
  [key, ...way]: readonly (string | number)[],
  by: JsonValue,
): JsonValue => {
  if (key === undefined || typeof value !== "object" || value === null) return by;
  if (Array.isArray(value)) return value.map((child, at) => (at === key ? replaced(child, way, by) : child));
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, name === key ? replaced(child, way, by) : child]),
  );
};

/** The document with something else in one of its places, which may be the whole. */
const withOtherPlace = (document: JsonValue): fc.Arbitrary<JsonValue> =>
  fc
    .tuple(
      fc.constantFrom(...waysIn(document)),
      fc.oneof(fc.constantFrom(null, "", 0, [], {}, true), jsonValue),
    )
    .map(([way, by]) => replaced(document, way, by));

/** Bytes in a document's place: mutated, cut off, random, or a stranger's. */
export const oddBytes = (document: JsonValue): fc.Arbitrary<Buffer> =>
  fc.oneof(
    { weight: 4, arbitrary: withOtherPlace(document).map((value) => Buffer.from(JSON.stringify(value))) },
    { weight: 2, arbitrary: cut(Buffer.from(JSON.stringify(document))) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
    { weight: 1, arbitrary: jsonValue.map((value) => Buffer.from(JSON.stringify(value))) },
    { weight: 1, arbitrary: jsonValue.map((value) => Buffer.from(JSON.stringify({ data: value }))) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom("", " ", "null", "[", '"', "<html>", "\ufeff{}", "[".repeat(50_000))
        .map((text) => Buffer.from(text)),
    },
  );

const cut = (whole: Buffer): fc.Arbitrary<Buffer> =>
  fc.integer({ min: 0, max: whole.length - 1 }).map((length) => whole.subarray(0, length));
