export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value of a JSON text; undefined if it is not JSON. */
export const jsonIn = (text: string): JsonValue | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Deep equality; the order of keys does not count. */
export const jsonEqual = (a: JsonValue, b: JsonValue): boolean => {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => jsonEqual(item, b[index] ?? null));
  }
  if (isJsonObject(a) && isJsonObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && jsonEqual(a[key] ?? null, b[key] ?? null))
    );
  }
  return a === b;
};

export const stringOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

export const booleanOf = (value: JsonValue | undefined): boolean | undefined =>
  typeof value === "boolean" ? value : undefined;

export const objectOf = (value: JsonValue | undefined): JsonObject | undefined =>
  isJsonObject(value) ? value : undefined;

export const arrayOf = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? value : [];

/** How deeply lists and objects are nested; iterative, so that no depth overflows the stack. */
export const depthOf = (value: JsonValue): number => {
  const isContainer = (item: JsonValue) => typeof item === "object" && item !== null;
  let depth = 0;
  for (let layer = [value].filter(isContainer); layer.length > 0; depth += 1) {
    layer = layer.flatMap((item) => Object.values(item as JsonObject)).filter(isContainer);
  }
  return depth;
};
